package orders.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for threads that wait for each other and for threads that have not come round for too
/// long, while everything else still says that all is well. Nothing but a new process helps then:
/// it writes down what every thread is at, and says so for good.
public final class Watchdog implements AutoCloseable {

  /// How long a thread may be inside a Kafka client, which waits for the cluster. A cluster that is
  /// away is no reason to start anew, and what is to be committed waits for it without a bound:
  /// Streams gives its exactly-once producers no `delivery.timeout.ms`.
  public static final Duration CLUSTER_WAIT_MAX = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_MAX = Duration.ofSeconds(30);

  /// A log that hangs, too, must not keep the process from ending.
  private static final Duration DUMP_MAX = Duration.ofSeconds(2);

  private final Supplier<? extends Collection<? extends Vital>> vitals;
  private final Pulse pulse = new Pulse("watchdog", LOOK_MAX);
  private final Thread thread = pulse.thread(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean stuck;

  private Watchdog(Supplier<? extends Collection<? extends Vital>> vitals) {
    this.vitals = vitals;
  }

  /// One that does not look yet.
  ///
  /// @param vitals the threads to watch, asked for at each look
  public static Watchdog over(Supplier<? extends Collection<? extends Vital>> vitals) {
    return new Watchdog(vitals);
  }

  public void start() {
    thread.start();
  }

  /// Whether some thread will never come round again.
  public boolean stuck() {
    return stuck;
  }

  public Pulse pulse() {
    return pulse;
  }

  private void run() {
    var silence = new Silence(System.nanoTime());
    try {
      while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS) && !stuck) {
        pulse.beat();
        look(silence).ifPresent(this::tell);
      }
      closing.await(); // what is stuck stays so
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> look(Silence silence) {
    List<String> circle = ThreadDump.deadlocked();
    if (!circle.isEmpty()) {
      return Optional.of("threads wait for each other: " + circle);
    }
    Collection<? extends Vital> now = vitals.get();
    silence.look(now, System.nanoTime(), ThreadDump::inClients);
    return now.stream()
        .filter(vital -> silence.of(vital).late(vital.silenceMax()))
        .findFirst()
        .map(vital -> told(vital.name(), silence.of(vital)));
  }

  private static String told(String name, Silence.Quiet quiet) {
    return "%s has not come round for %s, and waited for no cluster for %s"
        .formatted(name, quiet.whole(), quiet.atWork());
  }

  private void tell(String why) {
    var telling =
        Thread.ofPlatform()
            .daemon()
            .name("thread-dump")
            .start(
                () ->
                    LOG.error(
                        "{}; only a new process helps. Threads:\n{}", why, ThreadDump.text()));
    try {
      var _ = telling.join(DUMP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stuck = true;
  }

  @Override
  public void close() {
    pulse.closing();
    closing.countDown();
  }
}
