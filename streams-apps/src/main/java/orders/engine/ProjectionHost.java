package orders.engine;

import java.util.List;
import orders.projection.Projection;
import orders.projection.Rollup;

/// What the generic host needs to run one projection and the rollups of its rows.
///
/// @param name one word, such as `billing`
/// @param <E> events
/// @param <R> rows
public record ProjectionHost<E, R>(
    String name,
    String eventTopic,
    Codec<E> events,
    Codec<Progress.Mark> marks,
    Projection<E, R> projection,
    ViewStore<R> rows,
    List<RollupView<R, ?>> rollups) {

  /// A rollup and where its rows lie.
  public record RollupView<R, A>(Rollup<R, A> rollup, ViewStore<A> rows) {}

  String processor() {
    return name + "-projection";
  }
}
