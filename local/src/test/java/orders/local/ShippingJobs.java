package orders.local;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import orders.engine.effect.ResultWriter;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.ShareGroups;
import orders.policy.shipping.ShippingJob;
import orders.replay.LogReader;
import orders.shipping.Carrier;
import orders.shipping.ShippingContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/// Shipping's queue without the rest: jobs in, workers in this JVM, results out.
///
/// @param kafka a cluster with two partitions of each keyed topic
record ShippingJobs(KafkaConnection kafka, Codecs codecs) {

  private static final int PARTITIONS = 2;
  private static final int WORKERS = 2;

  ShippingJobs(KafkaConnection kafka) {
    this(kafka, Codecs.over(new WireFormat(new MemoryRegistry())));
  }

  /// Asks for so many parcels.
  ///
  /// @param from the number of the first: none is asked for twice
  void ask(int from, int jobs) {
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(kafka, "asking"))) {
      var writer =
          new ResultWriter<>(producer, Topics.SHIPPING_JOBS, codecs.shippingJobs(), "/asking");
      var contact = new Contact("Ada", "ada@example.org", "1 Byron Row");
      IntStream.range(from, from + jobs)
          .forEach(
              n -> {
                UUID order = new UUID(7, n);
                var parcel = new UUID(8, n).toString();
                List<Item> items = List.of(new Item("pen", 1));
                writer
                    .write(
                        order.toString(),
                        new UUID(9, n),
                        new ShippingJob.ShipParcel(parcel, Optional.of(contact), items))
                    .join();
              });
    }
  }

  /// Two members of the share group; the caller closes them.
  List<? extends EffectWorker<?, ?>> workers(Carrier carrier) {
    try (Admin admin = Admin.create(ClientProperties.admin(kafka, "jobs"))) {
      ShareGroups.configure(admin, ShippingContext.QUEUE);
    }
    return Queue.SHARE_GROUP.start(
        ShippingContext.worker(codecs, carrier, true), kafka, ShippingContext.QUEUE, WORKERS);
  }

  int results() {
    var count = new AtomicInteger();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      LogReader.read(
          ClientProperties.reader(kafka, "results"),
          new TopicPartition(Topics.SHIPPING_RESULTS, partition),
          _ -> count.incrementAndGet());
    }
    return count.get();
  }
}
