package orders.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The versions of one view, as a replay moves them along, with their topics and groups.
public final class ReplayVersions {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayVersions.class);
  private static final Duration LEAVE_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final ReplayTarget target;
  private final ReplayKafka kafka;
  private final VersionWriter writer;
  private final Consumer<List<String>> create;
  private ViewVersions current;

  /// @param create creates topics as the catalogue says
  ReplayVersions(
      ReplayTarget target, ReplayKafka kafka, VersionWriter writer, Consumer<List<String>> create) {
    this.target = target;
    this.kafka = kafka;
    this.writer = writer;
    this.create = create;
    this.current = ViewVersions.first(target.name());
  }

  int active() {
    return current.active();
  }

  /// Takes a number that nobody had.
  int claim() {
    change(versions -> versions.resume().claim()); // one that mended in place may have died
    return current.last();
  }

  /// Clears what earlier replays have left, and makes the topics.
  void prepare(int version) {
    for (int older : List.copyOf(current.fed())) {
      if (older != current.active()) {
        retire(older);
      }
    }
    sweep(version);
    create.accept(target.host().version(version).topics());
  }

  void feed(int version) {
    change(versions -> versions.feed(version));
  }

  void activate(int version) {
    change(versions -> versions.activate(version));
  }

  /// Has the live projections of what readers see stand still, and returns its number when they do.
  int pause() {
    change(ViewVersions::pause);
    int version = current.active();
    awaitLeft(() -> kafka.inUse(target.projection(version)), List.of(version));
    return version;
  }

  /// @throws Replay.Stopped when they may run again: somebody took this replay for dead
  void checkPaused(int version) {
    ViewVersions now = writer.read(target.name());
    if (now.revision() != current.revision() || !now.paused().contains(version)) {
      throw new Replay.Stopped(
          ReplayState.State.FAILED, "v" + version + " was let go on by somebody else");
    }
  }

  /// Lets them run again.
  void resume(int version) {
    if (change(ViewVersions::resume).active() != version) {
      LOG.warn("readers of {} were moved while v{} was mended", target.name(), version);
    }
  }

  /// Stops to feed a version, and deletes its rows.
  void retire(int version) {
    change(versions -> versions.retire(version));
    awaitLeft(List.of(version));
    delete(List.of(version));
  }

  private void awaitLeft(Collection<Integer> versions) {
    List<String> groups = groups(versions);
    awaitLeft(() -> kafka.inUse(groups), versions);
  }

  /// Takes back what was begun; readers stay where they are.
  void abandon(int version) {
    try {
      SortedSet<Integer> fed = change(UnaryOperator.identity()).fed();
      if (fed.contains(version)) {
        retire(version);
      } else {
        delete(List.of(version));
      }
    } catch (RuntimeException e) {
      LOG.warn("what {} v{} has left stays until the next replay", target.name(), version, e);
    }
  }

  private ViewVersions change(UnaryOperator<ViewVersions> change) {
    current = writer.change(target.name(), change);
    return current;
  }

  /// Deletes the topics of numbers that were given before and are not fed.
  private void sweep(int version) {
    List<Integer> left = new ArrayList<>();
    for (int older = 1; older < version; older++) {
      if (!current.fed().contains(older)) {
        left.add(older);
      }
    }
    awaitLeft(left); // who retired one may have died meanwhile
    delete(left);
  }

  private void delete(Collection<Integer> versions) {
    kafka.delete(
        versions.stream().flatMap(v -> target.host().version(v).topics().stream()).toList(),
        groups(versions));
  }

  private List<String> groups(Collection<Integer> versions) {
    return versions.stream()
        .flatMap(v -> Stream.of(target.projection(v), target.tables(v)))
        .toList();
  }

  /// Apps that stop to feed a version leave its groups; one that is gone without a word is waited
  /// for no longer than its session.
  private static void awaitLeft(BooleanSupplier inUse, Collection<Integer> versions) {
    long deadline = System.nanoTime() + LEAVE_MAX.toNanos();
    while (inUse.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("still in use: versions " + versions);
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
