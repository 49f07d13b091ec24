package orders.contract.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.contract.Topics;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A registry over the compacted, single-partition topic `_schemas`.
///
/// Any process of the system may register: it reads to the end and appends inside a transaction
/// whose id all share, so that of two at the same time one is fenced, reads again and finds what
/// the other has written.
public final class SchemaLog implements Registry, AutoCloseable {

  private static final String TRANSACTIONAL_ID = "orders-schemas";
  private static final int ATTEMPTS_MAX = 20;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration WAIT = Duration.ofSeconds(15);

  private final Map<String, Object> connection;
  private SchemaIndex index = new SchemaIndex();
  private final KafkaConsumer<byte[], byte[]> reader;
  private final TopicPartition partition = new TopicPartition(Topics.SCHEMAS, 0);

  /// Reads the topic to its end.
  ///
  /// @param connection what every Kafka client needs to reach the cluster
  public SchemaLog(Map<String, Object> connection) {
    this.connection = Map.copyOf(connection);
    this.reader = new KafkaConsumer<>(readerProperties());
    reader.assign(List.of(partition));
    reader.seekToBeginning(List.of(partition));
    readToEnd();
  }

  @Override
  public synchronized RegisteredSchema add(String subject, Schema schema) {
    addAll(Map.of(subject, schema));
    return index.find(subject, schema).orElseThrow();
  }

  @Override
  public synchronized Optional<Schema> byId(int id) {
    if (index.byId(id).isEmpty()) {
      readToEnd();
    }
    return index.byId(id);
  }

  @Override
  public synchronized List<String> subjects() {
    readToEnd();
    return index.subjects();
  }

  @Override
  public synchronized List<RegisteredSchema> versions(String subject) {
    readToEnd();
    return index.versions(subject);
  }

  @Override
  public synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
    readToEnd();
    return index.find(subject, schema);
  }

  /// Registers all of these in one transaction, or in as many as another writer fences.
  public synchronized void addAll(Map<String, Schema> schemas) {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      Map<String, Schema> missing = new TreeMap<>(schemas);
      missing.entrySet().removeIf(e -> index.find(e.getKey(), e.getValue()).isPresent());
      if (missing.isEmpty()) {
        return;
      }
      appendAll(missing);
    }
    throw new IllegalStateException("other writers keep fencing this one off " + Topics.SCHEMAS);
  }

  @Override
  public synchronized void close() {
    reader.close();
  }

  /// Appends unless another writer has begun meanwhile; then what it wrote is read instead.
  @SuppressWarnings("FutureReturnValueIgnored") // the commit reports what went wrong
  private void appendAll(Map<String, Schema> missing) {
    try (var producer = new KafkaProducer<byte[], byte[]>(writerProperties())) {
      producer.initTransactions();
      readToEnd(); // nobody else can commit between this and our commit
      producer.beginTransaction();
      for (Map.Entry<String, Schema> e : missing.entrySet()) {
        if (index.find(e.getKey(), e.getValue()).isEmpty()) {
          RegisteredSchema next = index.next(e.getKey(), e.getValue());
          index.put(next);
          producer.send(
              new ProducerRecord<>(
                  Topics.SCHEMAS, 0, SchemaRecords.key(next), SchemaRecords.value(next)));
        }
      }
      producer.commitTransaction();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      index = new SchemaIndex();
      reader.seekToBeginning(List.of(partition));
    }
    readToEnd();
  }

  private void readToEnd() {
    long end = reader.endOffsets(List.of(partition), WAIT).getOrDefault(partition, 0L);
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (reader.position(partition, WAIT) < end) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        SchemaRecords.read(record.key(), record.value()).ifPresent(index::put);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("cannot read " + Topics.SCHEMAS + " to its end");
      }
    }
  }

  private Map<String, Object> readerProperties() {
    Map<String, Object> p = new HashMap<>(connection);
    p.put("isolation.level", "read_committed");
    p.put("enable.auto.commit", false);
    p.put("allow.auto.create.topics", false);
    p.put("auto.offset.reset", "earliest");
    p.put("key.deserializer", ByteArrayDeserializer.class);
    p.put("value.deserializer", ByteArrayDeserializer.class);
    return p;
  }

  private Map<String, Object> writerProperties() {
    Map<String, Object> p = new HashMap<>(connection);
    p.put("transactional.id", TRANSACTIONAL_ID);
    p.put("enable.idempotence", true);
    p.put("acks", "all");
    p.put("key.serializer", ByteArraySerializer.class);
    p.put("value.serializer", ByteArraySerializer.class);
    return p;
  }
}
