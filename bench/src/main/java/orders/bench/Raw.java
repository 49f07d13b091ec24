package orders.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import orders.contract.Topics;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.LogReader;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// The limits of the broker itself, with the record size of our events.
final class Raw {

  private static final Duration WAIT = Duration.ofSeconds(15);

  /// An event of an order in the wire format, with its envelope, is about this large.
  private static final int RECORD_BYTES = 600;

  private final KafkaConnection connection;

  Raw(KafkaConnection connection) {
    this.connection = connection;
  }

  /// Sends records with an idempotent producer as fast as it takes them.
  long produce(int records) {
    var payload = new java.util.SplittableRandom(7);
    byte[][] values = new byte[64][];
    for (int i = 0; i < values.length; i++) {
      values[i] = text(payload);
    }
    var acknowledged = new CountDownLatch(records);
    try (var producer =
        new KafkaProducer<String, byte[]>(ClientProperties.producer(connection, "raw"))) {
      for (int i = 0; i < records; i++) {
        send(producer, "key-" + i, values[i % values.length], acknowledged);
      }
      await(acknowledged);
    }
    return records;
  }

  /// Half of it compresses, as the envelopes of real events do.
  private static byte[] text(java.util.SplittableRandom random) {
    byte[] value = new byte[RECORD_BYTES];
    for (int i = 0; i < RECORD_BYTES; i++) {
      value[i] = (byte) (i % 2 == 0 ? 'a' + i % 26 : random.nextInt(32, 127));
    }
    return value;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback counts
  private static void send(
      KafkaProducer<String, byte[]> producer, String key, byte[] value, CountDownLatch done) {
    producer.send(
        new ProducerRecord<>(Topics.ORDERS_COMMANDS_DLQ, key, value),
        (metadata, failure) -> done.countDown());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Reads them all again.
  long consume() {
    return consume(Topics.ORDERS_COMMANDS_DLQ);
  }

  /// Reads the committed records of a topic, and does nothing with them.
  long consume(String topic) {
    Map<String, Object> properties = ClientProperties.bulk(connection, "raw");
    long read = 0;
    try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, WAIT);
      while (partitions.stream()
          .anyMatch(p -> consumer.position(p, WAIT) < ends.getOrDefault(p, 0L))) {
        read += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    return read;
  }

  /// Reads the committed events of a topic, a partition at a time in each of some threads as a
  /// rebuild does, and does nothing with them but to decode them.
  long decode(String topic, Codec<?> codec, int threads) {
    var events = new LongAdder();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<CompletableFuture<Void>> parts =
          partitions(topic).stream()
              .map(part -> CompletableFuture.runAsync(() -> decode(part, codec, events), pool))
              .toList();
      parts.forEach(CompletableFuture::join);
    }
    return events.sum();
  }

  private void decode(TopicPartition partition, Codec<?> codec, LongAdder events) {
    LogReader.read(
        ClientProperties.bulk(connection, "raw-decode"),
        partition,
        record -> {
          EventRecord.read(record, codec);
          events.increment();
        });
  }

  private List<TopicPartition> partitions(String topic) {
    try (var consumer =
        new KafkaConsumer<String, byte[]>(ClientProperties.reader(connection, "raw"))) {
      return partitions(consumer, topic);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic, WAIT).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /// Sends one record and waits until a consumer has it, again and again.
  Histogram roundTrips(int times) {
    var histogram = new Histogram(60_000_000L, 3);
    Map<String, Object> properties = ClientProperties.producer(connection, "raw-trip");
    properties.put("linger.ms", 0);
    var partition = new TopicPartition(Topics.ORDERS_COMMANDS_DLQ, 0);
    try (var producer = new KafkaProducer<String, byte[]>(properties);
        var consumer =
            new KafkaConsumer<String, byte[]>(ClientProperties.reader(connection, "raw-trip"))) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      consumer.position(partition, WAIT);
      for (int i = 0; i < times; i++) {
        long started = System.nanoTime();
        var done = new CountDownLatch(1);
        send(producer, partition, done);
        while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
          // Until it arrives.
        }
        histogram.recordValue((System.nanoTime() - started) / 1_000);
      }
    }
    return histogram;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the consumer notices
  private static void send(
      KafkaProducer<String, byte[]> producer, TopicPartition to, CountDownLatch done) {
    producer.send(
        new ProducerRecord<>(to.topic(), to.partition(), "trip", new byte[RECORD_BYTES]),
        (metadata, failure) -> done.countDown());
  }
}
