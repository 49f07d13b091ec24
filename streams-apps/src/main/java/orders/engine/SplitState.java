package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// The state of an aggregate as one common part and one part for each thing that its commands name,
/// so that a SKU that holds ten thousand reservations costs what one with a single one costs.
///
/// @param <M> the common part, under the aggregate's id
/// @param <P> a named part, under the id, a bar and the name
public final class SplitState<S, M, P> implements StateKeeper<S> {

  /// Parts looked at in one sweep.
  public static final int SWEEP_STEP_MAX = 2_000;

  /// How a state falls into its parts.
  ///
  /// @param forgettable whether a part that ended may be forgotten at that time
  public record Layout<S, M, P>(
      BiFunction<M, P, S> join,
      Function<S, M> common,
      Function<S, P> part,
      M commonInitial,
      P partInitial,
      BiPredicate<P, Instant> forgettable) {}

  private final Kept<Entry<M>> commons;
  private final Kept<Entry<P>> parts;
  private final Layout<S, M, P> layout;
  private Optional<String> sweptTo = Optional.empty();

  public SplitState(Kept<Entry<M>> commons, Kept<Entry<P>> parts, Layout<S, M, P> layout) {
    this.commons = commons;
    this.parts = parts;
    this.layout = layout;
  }

  @Override
  public Entry<S> load(String id, Optional<String> name) {
    Entry<M> common = common(id);
    Entry<P> part = name.map(n -> part(key(id, n))).orElseGet(this::noPart);
    return new Entry<>(
        common.version(),
        name.isPresent() ? part.recent() : common.recent(),
        layout.join().apply(common.state(), part.state()));
  }

  @Override
  public void save(String id, Optional<String> name, long version, S state, Remembered decided) {
    Entry<M> common = common(id);
    M changed = layout.common().apply(state);
    if (name.isEmpty()) {
      commons.put(id, common.after(version, changed, decided));
      return;
    }
    String key = key(id, name.get());
    parts.put(key, part(key).after(0, layout.part().apply(state), decided));
    if (version != common.version()) {
      commons.put(id, new Entry<>(version, common.recent(), changed));
    }
  }

  @Override
  public boolean sweep(Instant now) {
    List<String> looked = parts.keys(sweptTo, SWEEP_STEP_MAX);
    for (String key : looked) {
      if (!key.equals(Progress.KEY) && layout.forgettable().test(part(key).state(), now)) {
        parts.delete(key);
      }
    }
    boolean more = looked.size() == SWEEP_STEP_MAX;
    sweptTo = more ? Optional.of(looked.getLast()) : Optional.empty();
    return more;
  }

  private Entry<M> common(String id) {
    return commons.get(id).orElseGet(() -> new Entry<>(0, List.of(), layout.commonInitial()));
  }

  private Entry<P> part(String key) {
    return parts.get(key).orElseGet(this::noPart);
  }

  private Entry<P> noPart() {
    return new Entry<>(0, List.of(), layout.partInitial());
  }

  private static String key(String id, String name) {
    return id + "|" + name;
  }
}
