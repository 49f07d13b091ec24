package orders.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import orders.replay.ControlLog;
import orders.replay.ViewVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one thing for each version of each view that is kept fed, and follows the decisions about
/// versions as they are made.
///
/// @param <T> what runs: a projection, or tables
final class FedVersions<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FedVersions.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final ControlLog control;
  private final Function<ViewVersions, SortedSet<Integer>> wanted;
  private final Lifecycle<T> lifecycle;
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform()
              .daemon()
              .name("versions")
              .uncaughtExceptionHandler((_, why) -> LOG.error("a version does not start", why))
              .factory());
  private volatile boolean failed;
  private volatile boolean closed;

  /// @param wanted the versions that run
  FedVersions(
      ControlLog control,
      Function<ViewVersions, SortedSet<Integer>> wanted,
      Lifecycle<T> lifecycle) {
    this.control = control;
    this.wanted = wanted;
    this.lifecycle = lifecycle;
    control.watch(changed -> executor.execute(() -> follow(changed)));
  }

  /// How it starts and stops.
  interface Lifecycle<T> {
    T start(ViewGroup group, int version);

    /// Readers should see this one from now on.
    void activate(ViewGroup group, T active);

    void stop(T retired);
  }

  /// Follows these views from now on.
  ///
  /// @return steps that start what is fed of each of them now
  List<Runnable> follow(List<ViewGroup> groups) {
    List<Followed> all = groups.stream().map(Followed::new).toList();
    all.forEach(each -> followed.put(each.group.name(), each));
    return all.stream().<Runnable>map(each -> each::start).toList();
  }

  /// Whether what was decided could not be done, so that a supervisor should start the process
  /// again: nothing else would start that version here.
  boolean failed() {
    return failed;
  }

  private void follow(ViewVersions changed) {
    boolean done = false;
    try {
      Followed view = followed.get(changed.view());
      if (view != null) {
        view.adjust(changed);
      }
      done = true;
    } finally {
      failed |= !done && !closed;
    }
  }

  @Override
  public void close() {
    closed = true;
    executor.shutdownNow();
    try {
      executor.awaitTermination(CLOSE_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A view, and what runs of it by version.
  private final class Followed {

    private final ViewGroup group;
    private final Map<Integer, T> running = new HashMap<>();

    Followed(ViewGroup group) {
      this.group = group;
    }

    synchronized void start() {
      adjust(control.versions(group.name()));
    }

    synchronized void adjust(ViewVersions versions) {
      SortedSet<Integer> run = wanted.apply(versions);
      for (int version : run) {
        running.computeIfAbsent(version, _ -> lifecycle.start(group, version));
      }
      T active = running.get(versions.active());
      if (active != null) {
        lifecycle.activate(group, active);
      }
      running
          .entrySet()
          .removeIf(
              entry -> {
                boolean retired = !run.contains(entry.getKey());
                if (retired) {
                  lifecycle.stop(entry.getValue());
                }
                return retired;
              });
    }
  }
}
