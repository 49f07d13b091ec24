package orders.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import orders.engine.EventRecord;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.projection.ImpossibleRow;
import orders.projection.Recorded;
import orders.projection.Rollup;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One partition of an event topic, folded by the same functions that the live projection runs.
final class Fold<E, R> {

  private final ProjectionHost<E, R> host;
  private final FoldedRows<R> rows;
  private final List<Share<R, ?>> shares;
  private final Set<String> ignored;
  private final boolean numbered;
  private long events;
  private long next;
  private long latestMs;

  /// Reads every event whole, as the live projection does.
  Fold(ProjectionHost<E, R> host) {
    this(host, Set.of(), false);
  }

  private Fold(ProjectionHost<E, R> host, Set<String> ignored, boolean numbered) {
    this.host = host;
    this.ignored = ignored;
    this.numbered = numbered;
    this.rows = new FoldedRows<>(host.rows().codec());
    this.shares = host.rollups().stream().<Share<R, ?>>map(Share::new).toList();
  }

  /// Leaves the bodies unread of events that change no row.
  static <E, R> Fold<E, R> ofWhatCounts(ProjectionHost<E, R> host) {
    return new Fold<>(
        host,
        host.projection().ignored().stream()
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet()),
        false);
  }

  /// Has rows name the number of an event in its partition, from 0, where they name its offset.
  static <E, R> Fold<E, R> numbered(ProjectionHost<E, R> host) {
    return new Fold<>(host, Set.of(), true);
  }

  /// Takes the next event.
  void take(ConsumerRecord<String, byte[]> record) {
    Optional<Recorded<E>> event = EventRecord.readUnless(record, host.events(), ignored);
    long number = events++;
    next = record.offset() + 1;
    latestMs = Math.max(latestMs, record.timestamp());
    if (event.isPresent() && numbered) {
      applyNumbered(record, event.get().movedTo(number));
    } else {
      event.ifPresent(this::apply);
    }
  }

  /// Who is told of an event that cannot be folded looks for it by its offset.
  private void applyNumbered(ConsumerRecord<?, ?> record, Recorded<E> event) {
    try {
      apply(event);
    } catch (ImpossibleRow e) {
      throw new IllegalStateException(
          "%s-%d@%d, with numbers for offsets: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance, by contract
  private void apply(Recorded<E> event) {
    FoldedRows<R>.Place place = rows.at(host.projection().key(event));
    Optional<R> before = place.get();
    Optional<R> after = host.projection().apply(before, event);
    after.ifPresent(
        row -> {
          if (before.isEmpty() || before.get() != row) {
            place.set(row);
            shares.forEach(share -> share.fold(before, row, event));
          }
        });
  }

  /// How far it has come, as a projection would write it behind its rows.
  Progress.Mark mark() {
    return new Progress.Mark(events, next, Instant.ofEpochMilli(latestMs));
  }

  /// @param view 0 for the projection's own rows, then those of each rollup
  FoldedRows<?> rows(int view) {
    return view == 0 ? rows : shares.get(view - 1).rows;
  }

  /// Adds the rows to those of other partitions; those of rollups are merged.
  ///
  /// @param views its own rows, then those of each rollup, by key
  void addTo(List<Map<String, Object>> views) {
    rows.forEach(views.getFirst()::put);
    for (int i = 0; i < shares.size(); i++) {
      shares.get(i).addTo(views.get(i + 1));
    }
  }

  private static final class Share<R, A> {
    private final ProjectionHost.RollupView<R, A> view;
    private final FoldedRows<A> rows;

    Share(ProjectionHost.RollupView<R, A> view) {
      this.view = view;
      this.rows = new FoldedRows<>(view.rows().codec());
    }

    void fold(Optional<R> before, R after, Recorded<?> cause) {
      Rollup<R, A> rollup = view.rollup();
      for (String key : rollup.keys(before, after, cause)) {
        FoldedRows<A>.Place place = rows.at(key);
        place.set(rollup.apply(place.get(), key, before, after, cause));
      }
    }

    @SuppressWarnings("unchecked") // what is there came from another share of the same rollup
    void addTo(Map<String, Object> all) {
      rows.forEach(
          (key, row) ->
              all.merge(key, row, (left, right) -> view.rollup().merge((A) left, (A) right)));
    }
  }
}
