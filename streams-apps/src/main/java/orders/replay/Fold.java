package orders.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.engine.Progress;
import orders.engine.ProjectionHost;
import orders.projection.Recorded;
import orders.projection.Rollup;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// One partition of an event topic, folded by the same functions that the live projection runs.
final class Fold<E, R> {

  private final ProjectionHost<E, R> host;
  private final Map<String, R> rows = new HashMap<>();
  private final List<Share<R, ?>> shares;
  private long events;
  private long next;
  private Instant latest = Instant.EPOCH;

  Fold(ProjectionHost<E, R> host) {
    this.host = host;
    this.shares = host.rollups().stream().<Share<R, ?>>map(Share::new).toList();
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance, by contract
  void take(ConsumerRecord<String, byte[]> record) {
    Recorded<E> event = EventRecord.read(record, host.events());
    events++;
    next = record.offset() + 1;
    latest = event.at().isAfter(latest) ? event.at() : latest;
    String key = host.projection().key(event);
    Optional<R> before = Optional.ofNullable(rows.get(key));
    Optional<R> after = host.projection().apply(before, event);
    after.ifPresent(
        row -> {
          if (before.isEmpty() || before.get() != row) {
            rows.put(key, row);
            shares.forEach(share -> share.fold(before, row, event));
          }
        });
  }

  /// How far it has come, as a projection would write it behind its rows.
  Progress.Mark mark() {
    return new Progress.Mark(events, next, latest);
  }

  /// The rows as they lie in a topic.
  ///
  /// @param view 0 for the projection's own rows, then those of each rollup
  Map<String, byte[]> encoded(int view) {
    return view == 0 ? encode(rows, host.rows().codec()) : shares.get(view - 1).encoded();
  }

  /// Adds the rows to those of other partitions; those of rollups are merged.
  ///
  /// @param views its own rows, then those of each rollup, by key
  void addTo(List<Map<String, Object>> views) {
    views.getFirst().putAll(rows);
    for (int i = 0; i < shares.size(); i++) {
      shares.get(i).addTo(views.get(i + 1));
    }
  }

  private static final class Share<R, A> {
    private final ProjectionHost.RollupView<R, A> view;
    private final Map<String, A> rows = new HashMap<>();

    Share(ProjectionHost.RollupView<R, A> view) {
      this.view = view;
    }

    void fold(Optional<R> before, R after, Recorded<?> cause) {
      Rollup<R, A> rollup = view.rollup();
      for (String key : rollup.keys(before, after, cause)) {
        Optional<A> row = Optional.ofNullable(rows.get(key));
        rows.put(key, rollup.apply(row, key, before, after, cause));
      }
    }

    @SuppressWarnings("unchecked") // what is there came from another share of the same rollup
    void addTo(Map<String, Object> all) {
      rows.forEach(
          (key, row) ->
              all.merge(key, row, (left, right) -> view.rollup().merge((A) left, (A) right)));
    }

    Map<String, byte[]> encoded() {
      return encode(rows, view.rows().codec());
    }
  }

  private static <T> Map<String, byte[]> encode(Map<String, T> rows, Codec<T> codec) {
    Map<String, byte[]> encoded = HashMap.newHashMap(rows.size());
    rows.forEach((key, row) -> encoded.put(key, codec.encode(row)));
    return encoded;
  }
}
