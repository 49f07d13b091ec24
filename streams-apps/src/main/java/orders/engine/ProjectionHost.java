package orders.engine;

import java.util.List;
import java.util.stream.Stream;
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
  public record RollupView<R, A>(Rollup<R, A> rollup, ViewStore<A> rows) {
    RollupView<R, A> version(int version) {
      return new RollupView<>(rollup, rows.version(version));
    }
  }

  /// The same folds with their rows in the topics of another version.
  public ProjectionHost<E, R> version(int version) {
    return new ProjectionHost<>(
        name,
        eventTopic,
        events,
        marks,
        projection,
        rows.version(version),
        rollups.stream().<RollupView<R, ?>>map(view -> view.version(version)).toList());
  }

  /// Its own rows, and then those of each rollup.
  public List<ViewStore<?>> stores() {
    return Stream.<ViewStore<?>>concat(Stream.of(rows), rollups.stream().map(RollupView::rows))
        .toList();
  }

  /// The topics that its rows lie in.
  public List<String> topics() {
    return stores().stream().<String>map(ViewStore::topic).toList();
  }

  String processor() {
    return name + "-projection";
  }
}
