package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.engine.effect.EffectWorker;
import orders.engine.effect.Reply;
import orders.shipping.Carrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members of a share group whose brokers are all away. Brokers that come back need the CPU more
/// than those who wait for them.
class QueueAwayTest {

  /// A member finds out when its heartbeat is due, and does not leave at the first sign.
  private static final Duration NOTICED_MAX = Duration.ofSeconds(45);

  private static final Duration AWAY = Duration.ofSeconds(3);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir Path directory;

  private static final class QuickCarrier implements Carrier {
    @Override
    public Reply<Parcel> ship(String orderId, String id, Contact contact, List<Item> items) {
      return new Reply.Settled<>(new Parcel(id, Status.SHIPPED, "Swift Mail", "S-1"));
    }

    @Override
    public Reply<Parcel> recall(String orderId, String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reply<Parcel> find(String id) {
      throw new AssertionError("nobody else has had it");
    }
  }

  @Test
  void workers_wait_for_them_quietly_and_go_on_when_they_are_back() {
    Set<Long> others = threads();
    int port = LocalKafka.freePort();
    List<? extends EffectWorker<?, ?>> workers = List.of();
    try {
      try (LocalKafka kafka = start(port)) {
        var jobs = new ShippingJobs(kafka.connection());
        jobs.ask(0, 1);
        workers = jobs.workers(new QuickCarrier());
        await().atMost(Duration.ofSeconds(60)).until(() -> jobs.results() == 1);
        assertThat(own(others)).as("two workers and their clients").hasSize(4);
      }
      await().atMost(NOTICED_MAX).until(() -> own(others).size() == 2);
      Set<Long> own = own(others);
      Duration before = cpu(own);
      await().pollDelay(AWAY).atMost(AWAY.multipliedBy(3)).until(() -> true);
      assertThat(own(others)).isEqualTo(own);
      assertThat(cpu(own).minus(before)).isLessThan(AWAY.dividedBy(4));

      try (LocalKafka kafka = start(port)) {
        var jobs = new ShippingJobs(kafka.connection());
        jobs.ask(1, 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> jobs.results() == 2);
        workers.forEach(EffectWorker::close);
      }
    } finally {
      workers.forEach(EffectWorker::close);
    }
  }

  private LocalKafka start(int port) {
    return LocalKafka.start(directory.resolve("kafka"), port, 2);
  }

  /// Those that poll, and those of share consumers.
  private static Set<Long> threads() {
    return Arrays.stream(THREADS.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().matches("shipping-worker-.*|consumer_.*"))
        .map(ThreadInfo::getThreadId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<Long> own(Set<Long> others) {
    Set<Long> own = threads();
    own.removeAll(others);
    return own;
  }

  private static Duration cpu(Set<Long> threads) {
    return Duration.ofNanos(threads.stream().mapToLong(THREADS::getThreadCpuTime).sum());
  }
}
