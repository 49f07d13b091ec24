package orders.app;

import java.time.Duration;
import java.util.HashMap;
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
  private final Map<String, ViewGroup> groups = new ConcurrentHashMap<>();
  private final Map<Version, T> running = new HashMap<>();
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
    control.watch(changed -> executor.execute(() -> followed(changed)));
  }

  /// A version of a view.
  record Version(String view, int number) {}

  /// How it starts and stops.
  interface Lifecycle<T> {
    T start(ViewGroup group, int version);

    /// Readers should see this one from now on.
    void activate(ViewGroup group, T active);

    void stop(T retired);
  }

  /// Starts what is fed of a view now, and follows it from now on.
  synchronized void add(ViewGroup group) {
    groups.put(group.name(), group);
    adjust(group, control.versions(group.name()));
  }

  /// Whether what was decided could not be done, so that a supervisor should start the process
  /// again: nothing else would start that version here.
  boolean failed() {
    return failed;
  }

  private void followed(ViewVersions changed) {
    boolean done = false;
    try {
      follow(changed);
      done = true;
    } finally {
      failed |= !done && !closed;
    }
  }

  private synchronized void follow(ViewVersions changed) {
    ViewGroup group = groups.get(changed.view());
    if (group != null) {
      adjust(group, changed);
    }
  }

  private void adjust(ViewGroup group, ViewVersions versions) {
    SortedSet<Integer> run = wanted.apply(versions);
    for (int version : run) {
      running.computeIfAbsent(
          new Version(group.name(), version), key -> lifecycle.start(group, version));
    }
    T active = running.get(new Version(group.name(), versions.active()));
    if (active != null) {
      lifecycle.activate(group, active);
    }
    running
        .entrySet()
        .removeIf(
            entry -> {
              boolean retired =
                  entry.getKey().view().equals(group.name())
                      && !run.contains(entry.getKey().number());
              if (retired) {
                lifecycle.stop(entry.getValue());
              }
              return retired;
            });
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
}
