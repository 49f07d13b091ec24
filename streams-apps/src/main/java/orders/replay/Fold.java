package orders.replay;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private final Rows<R> rows;
  private final List<Share<R, ?>> shares;
  private long events;
  private long next;
  private Instant latest = Instant.EPOCH;

  Fold(ProjectionHost<E, R> host) {
    this.host = host;
    this.rows = new Rows<>(host.rows().codec());
    this.shares = host.rollups().stream().<Share<R, ?>>map(Share::new).toList();
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance, by contract
  void take(ConsumerRecord<String, byte[]> record) {
    Recorded<E> event = EventRecord.read(record, host.events());
    events++;
    next = record.offset() + 1;
    latest = event.at().isAfter(latest) ? event.at() : latest;
    String key = host.projection().key(event);
    Optional<R> before = rows.get(key);
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

  /// The rows as they lie in a topic, until the next event is taken.
  ///
  /// @param view 0 for the projection's own rows, then those of each rollup
  Map<String, byte[]> encoded(int view) {
    return view == 0 ? rows.encoded() : shares.get(view - 1).rows.encoded();
  }

  /// Adds the rows to those of other partitions; those of rollups are merged.
  ///
  /// @param views its own rows, then those of each rollup, by key
  void addTo(List<Map<String, Object>> views) {
    views.getFirst().putAll(rows.all());
    for (int i = 0; i < shares.size(); i++) {
      shares.get(i).addTo(views.get(i + 1));
    }
  }

  private static final class Share<R, A> {
    private final ProjectionHost.RollupView<R, A> view;
    private final Rows<A> rows;

    Share(ProjectionHost.RollupView<R, A> view) {
      this.view = view;
      this.rows = new Rows<>(view.rows().codec());
    }

    void fold(Optional<R> before, R after, Recorded<?> cause) {
      Rollup<R, A> rollup = view.rollup();
      for (String key : rollup.keys(before, after, cause)) {
        rows.put(key, rollup.apply(rows.get(key), key, before, after, cause));
      }
    }

    @SuppressWarnings("unchecked") // what is there came from another share of the same rollup
    void addTo(Map<String, Object> all) {
      rows.all()
          .forEach(
              (key, row) ->
                  all.merge(key, row, (left, right) -> view.rollup().merge((A) left, (A) right)));
    }
  }

  /// Rows by key, and their bytes: those that did not change since they were last asked for are not
  /// encoded again.
  private static final class Rows<T> {
    private final Codec<T> codec;
    private final Map<String, T> all = new HashMap<>();
    private final Map<String, byte[]> bytes = new HashMap<>();
    private Set<String> changed = new HashSet<>();
    private boolean asked;

    Rows(Codec<T> codec) {
      this.codec = codec;
    }

    Optional<T> get(String key) {
      return Optional.ofNullable(all.get(key));
    }

    Map<String, T> all() {
      return all;
    }

    void put(String key, T row) {
      all.put(key, row);
      if (asked) {
        changed.add(key);
      }
    }

    Map<String, byte[]> encoded() {
      if (asked) {
        changed.forEach(key -> bytes.put(key, codec.encode(Objects.requireNonNull(all.get(key)))));
        changed = new HashSet<>();
      } else {
        all.forEach((key, row) -> bytes.put(key, codec.encode(row)));
        asked = true;
      }
      return Collections.unmodifiableMap(bytes);
    }
  }
}
