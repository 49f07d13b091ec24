package orders.engine;

import java.time.Instant;
import java.util.List;

/// The state of an aggregate under one key.
public final class WholeState<C, S> implements StateKeeper<C, S> {

  private final StateCache<Entry<S>> entries;
  private final S initial;

  public WholeState(StateCache<Entry<S>> entries, S initial) {
    this.entries = entries;
    this.initial = initial;
  }

  @Override
  public Entry<S> load(String id, C command) {
    return entries.get(id).orElseGet(() -> new Entry<>(0, List.of(), initial));
  }

  @Override
  public void save(String id, C command, long version, S state, Remembered decided) {
    entries.put(id, load(id, command).after(version, state, decided));
  }

  /// An order is kept for ever, small once it has ended: its id must never be given out again.
  @Override
  public void sweep(Instant now) {}
}
