package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.effect.EffectWorker;
import orders.engine.effect.Queue;
import orders.engine.effect.Reply;
import orders.engine.effect.ResultWriter;
import orders.kafka.ClientProperties;
import orders.kafka.ShareGroups;
import orders.policy.shipping.ShippingJob;
import orders.replay.LogReader;
import orders.shipping.Carrier;
import orders.shipping.ShippingContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that take longer than a share group locks them for.
class SlowJobsTest {

  private static final int JOBS = 6;

  /// Longer than the lock of 15 s, and than two renewals.
  private static final Duration SLOW = Duration.ofSeconds(25);

  @TempDir Path directory;
  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));

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
      ask(cluster);
      try (Admin admin = Admin.create(ClientProperties.admin(cluster.connection(), "slow"))) {
        ShareGroups.configure(admin, ShippingContext.QUEUE);
      }
      List<? extends EffectWorker<?, ?>> workers =
          Queue.SHARE_GROUP.start(
              ShippingContext.worker(codecs, carrier, true),
              cluster.connection(),
              ShippingContext.QUEUE,
              "instance",
              2);
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> carrier.asked.size() == JOBS);
        await().pollDelay(SLOW).atMost(SLOW.multipliedBy(2)).until(() -> true);

        carrier.open.countDown();

        await().atMost(Duration.ofSeconds(30)).until(() -> results(cluster) == JOBS);
      } finally {
        workers.forEach(EffectWorker::close);
      }
      assertThat(carrier.asked.values()).allMatch(times -> times.get() == 1);
      assertThat(results(cluster)).isEqualTo(JOBS);
    }
  }

  private void ask(TestCluster cluster) {
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(cluster.connection(), "asking"))) {
      var jobs =
          new ResultWriter<>(producer, Topics.SHIPPING_JOBS, codecs.shippingJobs(), "/asking");
      var contact = new Contact("Ada", "ada@example.org", "1 Byron Row");
      IntStream.range(0, JOBS)
          .forEach(
              n -> {
                UUID order = new UUID(7, n);
                var parcel = new UUID(8, n).toString();
                List<Item> items = List.of(new Item("pen", 1));
                jobs.write(
                        order.toString(),
                        new UUID(9, n),
                        new ShippingJob.ShipParcel(parcel, Optional.of(contact), items))
                    .join();
              });
    }
  }

  private static int results(TestCluster cluster) {
    var count = new AtomicInteger();
    for (int partition = 0; partition < 2; partition++) {
      LogReader.read(
          ClientProperties.reader(cluster.connection(), "results"),
          new TopicPartition(Topics.SHIPPING_RESULTS, partition),
          _ -> count.incrementAndGet());
    }
    return count.get();
  }
}
