package orders.engine;

import java.util.List;
import java.util.Optional;
import orders.projection.Recorded;
import orders.projection.Rollup;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Folds the events of one partition into rows, and the changes of rows into rollups.
final class ProjectionProcessor<E, R> implements Processor<String, byte[], Void, Void> {

  private final ProjectionHost<E, R> host;
  private ProcessorContext<Void, Void> context;
  private StateCache<R> rows;
  private Progress progress;
  private List<Share<R, ?>> rollups;
  private CommitPace pace;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
  ProjectionProcessor(ProjectionHost<E, R> host) {
    this.host = host;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.rows = context.getStateStore(host.rows().name());
    this.progress = follow(rows);
    this.rollups = host.rollups().stream().<Share<R, ?>>map(this::share).toList();
    this.pace = CommitPace.of(context.appConfigs());
    context.schedule(
        pace.least(), PunctuationType.WALL_CLOCK_TIME, ignored -> look(System.nanoTime()));
  }

  private void look(long nowNanos) {
    pace.look(progress.moved(), nowNanos);
    if (pace.due(nowNanos)) {
      context.commit();
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance, by contract
  public void process(Record<String, byte[]> record) {
    long nowNanos = System.nanoTime();
    look(nowNanos);
    pace.folded(nowNanos);
    RecordMetadata at = context.recordMetadata().orElseThrow();
    if (at.offset() < progress.mark().offset()) {
      return; // its rows reflect it, wherever its group was moved to
    }
    Recorded<E> event =
        EventRecord.read(
            record.key(), record.value(), record.timestamp(), record.headers(), at, host.events());
    String key = host.projection().key(event);
    Optional<R> before = rows.get(key);
    Optional<R> after = host.projection().apply(before, event);
    after.ifPresent(
        row -> {
          if (before.isEmpty() || before.get() != row) {
            rows.put(key, row);
            rollups.forEach(rollup -> rollup.fold(before, row, event));
          }
        });
    progress.advance(1, at.offset(), event.at());
    rollups.forEach(rollup -> rollup.progress().advance(1, at.offset(), event.at()));
  }

  private Progress follow(StateCache<?> cache) {
    var followed = new Progress(host.marks());
    cache.follow(followed);
    return followed;
  }

  private <A> Share<R, A> share(ProjectionHost.RollupView<R, A> view) {
    StateCache<A> cache = context.getStateStore(view.rows().name());
    return new Share<>(view.rollup(), cache, follow(cache));
  }

  /// This partition's share of one rollup.
  private record Share<R, A>(Rollup<R, A> rollup, StateCache<A> rows, Progress progress) {

    void fold(Optional<R> before, R after, Recorded<?> cause) {
      for (String key : rollup.keys(before, after, cause)) {
        rows.put(key, rollup.apply(rows.get(key), key, before, after, cause));
      }
    }
  }
}
