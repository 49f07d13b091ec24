package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state of an aggregate under one key.
public final class WholeState<S> implements StateKeeper<S> {

  private final Kept<Entry<S>> entries;
  private final S initial;

  public WholeState(Kept<Entry<S>> entries, S initial) {
    this.entries = entries;
    this.initial = initial;
  }

  @Override
  public Entry<S> load(String id, Optional<String> part) {
    return entries.get(id).orElseGet(() -> new Entry<>(0, List.of(), initial));
  }

  @Override
  public void save(String id, Optional<String> part, long version, S state, Remembered decided) {
    entries.put(id, load(id, part).after(version, state, decided));
  }

  /// An order is kept for ever, small once it has ended: its id must never be given out again.
  @Override
  public boolean sweep(Instant now) {
    return false;
  }
}
