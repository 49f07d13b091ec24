package orders.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/// The state of an aggregate as one common part and one part for each thing that its commands name,
/// so that a SKU that holds ten thousand reservations costs what one with a single one costs.
///
/// @param <M> the common part, under the aggregate's id
/// @param <P> a named part, under the id, a bar and the name
public final class SplitState<C, S, M, P> implements StateKeeper<C, S> {

  /// Parts looked at in one sweep.
  public static final int SWEEP_STEP_MAX = 2_000;

  /// How a state falls into its parts.
  ///
  /// @param name what a command names; empty when it concerns the common part alone
  /// @param forgettable whether a part that ended may be forgotten at that time
  public record Layout<C, S, M, P>(
      Function<C, Optional<String>> name,
      BiFunction<M, P, S> join,
      Function<S, M> common,
      Function<S, P> part,
      M commonInitial,
      P partInitial,
      BiPredicate<P, Instant> forgettable) {}

  private final StateCache<Entry<M>> commons;
  private final StateCache<Entry<P>> parts;
  private final Layout<C, S, M, P> layout;
  private Optional<Bytes> sweptTo = Optional.empty();

  public SplitState(
      StateCache<Entry<M>> commons, StateCache<Entry<P>> parts, Layout<C, S, M, P> layout) {
    this.commons = commons;
    this.parts = parts;
    this.layout = layout;
  }

  @Override
  public Entry<S> load(String id, C command) {
    Entry<M> common = common(id);
    Optional<String> name = layout.name().apply(command);
    Entry<P> part = name.map(n -> part(key(id, n))).orElseGet(this::noPart);
    return new Entry<>(
        common.version(),
        name.isPresent() ? part.recent() : common.recent(),
        layout.join().apply(common.state(), part.state()));
  }

  @Override
  public void save(String id, C command, long version, S state, Remembered decided) {
    Entry<M> common = common(id);
    M changed = layout.common().apply(state);
    Optional<String> name = layout.name().apply(command);
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
  public void sweep(Instant now) {
    Optional<Bytes> last = Optional.empty();
    int looked = 0;
    try (var all = parts.bytes().range(sweptTo.orElse(null), null)) {
      while (all.hasNext() && looked < SWEEP_STEP_MAX) {
        Bytes key = all.next().key;
        looked++;
        last = Optional.of(key);
        String text = new String(key.get(), java.nio.charset.StandardCharsets.UTF_8);
        if (layout.forgettable().test(part(text).state(), now)) {
          parts.delete(text);
        }
      }
    }
    sweptTo = looked < SWEEP_STEP_MAX ? Optional.empty() : last;
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
