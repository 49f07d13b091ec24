package orders.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import orders.engine.ProjectionHost;
import org.apache.kafka.common.TopicPartition;

/// Rebuilds a view beside the one that readers see, and moves them there: the log is folded into
/// rows under a new number, the result is compared with what readers see and read back, the live
/// projections go on from it, and one record switches.
///
/// A replay that dies at any moment leaves the readers where they were; the next one clears what it
/// left. Nothing here can reach a topic of requests, so no effect runs again.
public final class Replay {

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ReplayTarget target;
  private final ReplayKafka kafka;
  private final ReplayVersions versions;
  private final Choices choices;
  private final ReplayProgress progress;
  private final BooleanSupplier cancelled;

  Replay(
      ReplayTarget target,
      ReplayKafka kafka,
      ReplayVersions versions,
      Choices choices,
      ReplayProgress progress,
      BooleanSupplier cancelled) {
    this.target = target;
    this.kafka = kafka;
    this.versions = versions;
    this.choices = choices;
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /// @param accept go on although rows differ from those that readers see
  /// @param threads how many partitions are folded at a time; their rows are on the heap meanwhile
  /// @param patience how long live projections and tables may take to catch up
  public record Choices(boolean accept, int threads, Duration patience) {}

  /// The replay ends here, and why; readers see what they saw before.
  static final class Stopped extends RuntimeException {
    private final ReplayState.State state;

    Stopped(ReplayState.State state, String why) {
      super(why);
      this.state = state;
    }

    ReplayState.State state() {
      return state;
    }
  }

  /// Runs to the end.
  ReplayState run() {
    int version = versions.claim();
    progress.version(version);
    try {
      progress.enter(ReplayState.State.RUNNING, "");
      fold(version);
      progress.enter(ReplayState.State.VERIFYING, "waiting for the live projections");
      versions.feed(version);
      awaitProjections(version);
      awaitTables(version);
      versions.activate(version);
      return progress.enter(ReplayState.State.COMPLETED, "");
    } catch (Stopped e) {
      versions.abandon(version);
      return progress.enter(e.state(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      versions.abandon(version);
      progress.enter(ReplayState.State.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void fold(int version) {
    ProjectionHost<?, ?> filled = target.host().version(version);
    ProjectionHost<?, ?> seen = target.host().version(versions.active());
    Map<TopicPartition, Long> ends = kafka.ends(filled.eventTopic());
    progress.ends(ends);
    List<Comparison> against = Verification.comparisons(seen);
    try (ExecutorService beside = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(choices.threads())) {
      var topics = CompletableFuture.runAsync(() -> versions.prepare(version), beside);
      var work = new Work<>(filled, seen, ends, against, topics);
      List<CompletableFuture<Void>> parts =
          IntStream.range(0, kafka.partitions())
              .mapToObj(
                  partition -> CompletableFuture.runAsync(() -> part(work, partition), threads))
              .toList();
      try {
        parts.forEach(Replay::join);
      } catch (RuntimeException e) {
        beside.shutdownNow(); // it may wait for others to leave
        throw e;
      }
    }
    progress.folded();
    List<ReplayState.Difference> differences = against.stream().map(Comparison::result).toList();
    progress.differences(differences);
    if (!choices.accept() && !differences.stream().allMatch(ReplayState.Difference::equal)) {
      throw new Stopped(
          ReplayState.State.FAILED, "rows differ from those that readers see; --accept takes them");
    }
  }

  /// What the partitions have in common.
  ///
  /// @param topics of the rows: nothing is written before they are there
  private record Work<E, R>(
      ProjectionHost<E, R> filled,
      ProjectionHost<?, ?> seen,
      Map<TopicPartition, Long> ends,
      List<Comparison> against,
      CompletableFuture<Void> topics) {}

  private <E, R> void part(Work<E, R> work, int partition) {
    checkGoesOn(work);
    var rebuild =
        new Rebuild<>(
            work.filled(),
            target.projection(progress.now().version()),
            partition,
            new Rebuild.Clients(kafka.reader(), kafka.rows(target.transaction(partition))));
    var fold = Fold.ofWhatCounts(work.filled());
    var snapshots = new Snapshots(work.seen(), fold, partition, kafka.reader());
    var events = new TopicPartition(work.filled().eventTopic(), partition);
    long end = work.ends().getOrDefault(events, 0L);
    rebuild.fold(
        fold,
        snapshots,
        work.against(),
        Math.max(end, snapshots.last()), // what readers see goes on while the log is folded
        event -> {
          progress.event(event);
          checkGoesOn(work);
        });
    while (!work.topics().isDone()) {
      checkCancelled();
      pause();
    }
    checkGoesOn(work);
    rebuild.write(fold);
    rebuild.check(fold);
  }

  private void awaitProjections(int version) {
    Map<TopicPartition, Long> ends = kafka.lastRecords(target.host().eventTopic());
    await(
        () -> kafka.reached(target.projection(version), ends),
        "no live projection has caught up with v"
            + version
            + "; does a process with its role run?");
  }

  /// Readers may be somewhere else, or nowhere: only where tables of the old version are in use
  /// must those of the new one be there, too.
  private void awaitTables(int version) {
    if (!kafka.inUse(target.tables(versions.active()))) {
      return;
    }
    List<Map<TopicPartition, Long>> ends = new ArrayList<>();
    target.host().version(version).topics().forEach(topic -> ends.add(kafka.lastRecords(topic)));
    await(
        () -> ends.stream().allMatch(end -> kafka.reached(target.tables(version), end)),
        "no tables have caught up with v" + version);
  }

  private void await(BooleanSupplier done, String orElse) {
    long deadline = System.nanoTime() + choices.patience().toNanos();
    while (!done.getAsBoolean()) {
      checkCancelled();
      if (System.nanoTime() > deadline) {
        throw new Stopped(ReplayState.State.FAILED, orElse);
      }
      pause();
    }
  }

  private void checkGoesOn(Work<?, ?> work) {
    checkCancelled();
    if (work.topics().isCompletedExceptionally()) {
      join(work.topics());
    }
  }

  private void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new Stopped(ReplayState.State.CANCELLED, "cancelled");
    }
  }

  static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped(ReplayState.State.CANCELLED, "interrupted");
    }
  }

  private static void join(CompletableFuture<Void> part) {
    try {
      part.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
