package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.engine.effect.EffectWorker;
import orders.engine.effect.Reply;
import orders.shipping.Carrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that take longer than a share group locks them for.
class SlowJobsTest {

  private static final int JOBS = 6;

  /// Longer than the lock of 15 s, and than two renewals.
  private static final Duration SLOW = Duration.ofSeconds(25);

  @TempDir Path directory;

  /// A carrier that takes its time, and counts how often it was asked.
  private static final class SlowCarrier implements Carrier {
    private final CountDownLatch open = new CountDownLatch(1);
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    @Override
    public Reply<Parcel> ship(String orderId, String id, Contact contact, List<Item> items) {
      asked.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      return new Reply.Settled<>(new Parcel(id, Status.SHIPPED, "Snail Mail", "S-1"));
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
  void a_job_is_renewed_until_it_is_done_and_handed_out_once() {
    var carrier = new SlowCarrier();
    try (var cluster = TestCluster.start(directory.resolve("kafka"), 2)) {
      var jobs = new ShippingJobs(cluster.connection());
      jobs.ask(0, JOBS);
      List<? extends EffectWorker<?, ?>> workers = jobs.workers(carrier);
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> carrier.asked.size() == JOBS);
        await().pollDelay(SLOW).atMost(SLOW.multipliedBy(2)).until(() -> true);

        carrier.open.countDown();

        await().atMost(Duration.ofSeconds(30)).until(() -> jobs.results() == JOBS);
      } finally {
        workers.forEach(EffectWorker::close);
      }
      assertThat(carrier.asked.values()).allMatch(times -> times.get() == 1);
      assertThat(jobs.results()).isEqualTo(JOBS);
    }
  }
}
