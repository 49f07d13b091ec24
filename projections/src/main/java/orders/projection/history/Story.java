package orders.projection.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.Rollup;

/// How a row came to be: the events whose fold it is, in their order, and what each made of it.
///
/// @param row empty when there was none by then
/// @param steps enough to fold the row again
public record Story<E, R>(Optional<R> row, List<Step<E, R>> steps) {

  public Story {
    steps = List.copyOf(steps);
  }

  /// The story of a projection's row.
  ///
  /// @param events of the row's aggregate, from its first on; more do no harm
  public static <E, R> Story<E, R> of(
      Projection<E, R> projection, List<Recorded<E>> events, Bound bound) {
    Optional<R> row = Optional.empty();
    List<Step<E, R>> steps = new ArrayList<>();
    for (Recorded<E> event : events) {
      if (bound.holds(event.version()) && bound.holds(event.at())) {
        Optional<R> after = projection.apply(row, event);
        var step = new Step<>(event, row, after);
        if (step.changed()) {
          steps.add(step);
        }
        row = after;
      }
    }
    return new Story<>(row, steps);
  }

  /// The story of a rollup's row.
  ///
  /// @param events of every aggregate that has a part in it, each from its first on, in the order
  ///     of [LogOrder]
  public static <E, R, A> Story<E, A> of(
      Projection<E, R> projection,
      Rollup<R, A> rollup,
      String key,
      List<Recorded<E>> events,
      Bound bound) {
    var telling = new RollupStory<>(projection, rollup, key, bound);
    events.stream().filter(event -> bound.holds(event.at())).forEach(telling::take);
    return telling.story();
  }

  private static final class RollupStory<E, R, A> {
    private final Projection<E, R> projection;
    private final Rollup<R, A> rollup;
    private final String key;
    private final Bound bound;
    private final Map<String, R> rows = new HashMap<>();
    private final Map<Integer, A> shares = new TreeMap<>();
    private final Map<String, Integer> lastOf = new HashMap<>();
    private final List<Step<E, A>> steps = new ArrayList<>();
    private Optional<A> total = Optional.empty();
    private int changes;

    RollupStory(Projection<E, R> projection, Rollup<R, A> rollup, String key, Bound bound) {
      this.projection = projection;
      this.rollup = rollup;
      this.key = key;
      this.bound = bound;
    }

    @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance, by contract
    void take(Recorded<E> event) {
      String aggregate = projection.key(event);
      Optional<R> before = Optional.ofNullable(rows.get(aggregate));
      Optional<R> after = projection.apply(before, event);
      if (after.isEmpty() || (before.isPresent() && before.get() == after.get())) {
        return;
      }
      rows.put(aggregate, after.get());
      if (rollup.keys(before, after.get(), event).contains(key)) {
        change(event, aggregate, before, after.get());
      } else {
        steps.add(new Step<>(event, total, total));
      }
    }

    private void change(Recorded<E> event, String aggregate, Optional<R> before, R after) {
      changes++;
      if (!bound.holds((long) changes)) {
        return;
      }
      shares.compute(
          event.partition(),
          (_, share) -> rollup.apply(Optional.ofNullable(share), key, before, after, event));
      Optional<A> merged = shares.values().stream().reduce(rollup::merge);
      lastOf.put(aggregate, steps.size());
      steps.add(new Step<>(event, total, merged));
      total = merged;
    }

    /// Without the events of aggregates that had no part in the row by then.
    Story<E, A> story() {
      List<Step<E, A>> needed = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        if (i <= lastOf.getOrDefault(projection.key(steps.get(i).event()), -1)) {
          needed.add(steps.get(i));
        }
      }
      return new Story<>(total, needed);
    }
  }
}
