package orders.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The one place with the exactly-once settings of plain clients, each written out with its why.
public final class ClientProperties {

  /// A record is put aside with the reason, and is then larger than what a topic usually takes.
  static final int REQUEST_BYTES_MAX = 4_194_304;

  private ClientProperties() {}

  /// An idempotent producer. Every acknowledged record is on all in-sync replicas, once, in order.
  public static Map<String, Object> producer(KafkaConnection connection, String clientId) {
    Map<String, Object> p = connection.common();
    p.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    p.put(ProducerConfig.ACKS_CONFIG, "all");
    p.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    // A request costs the broker half a millisecond however small: gather a few commands first.
    p.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    p.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
    p.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression(connection));
    p.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
    // A caller waits 30 s at most; what is not on the broker by then is reported as unknown.
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    p.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, KeyText.Writer.class);
    p.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return p;
  }

  /// Elsewhere bytes travel, and are kept for ever. On one machine they cost less than to pack,
  /// and clients that bring no LZ4 read the topics as they are.
  static String compression(KafkaConnection connection) {
    return connection.loopback() ? "none" : "lz4";
  }

  /// A consumer without a group that sees committed records only.
  public static Map<String, Object> reader(KafkaConnection connection, String clientId) {
    Map<String, Object> p = connection.common();
    p.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    p.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A partition whose offset is gone is a fault to look at, never a reason to skip.
    p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    p.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, KeyText.Reader.class);
    p.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return p;
  }

  /// A reader that takes whole partitions at full speed, to where they end when it begins: few
  /// requests with much in each, whatever the broker has at hand.
  public static Map<String, Object> bulk(KafkaConnection connection, String clientId) {
    Map<String, Object> p = reader(connection, clientId);
    // What a poll returns lives until it is worked off: this much stays in a processor's cache, and
    // is little to copy when the heap is collected.
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    // Behind the end there is no more, and who closes waits for the fetch that is under way.
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
    p.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8_388_608);
    p.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1_048_576);
    return p;
  }

  /// A reader that looks here and there rather than following along. A consumer leaves a fetch for
  /// the partition of the question before under way, and the next question waits for it to end.
  public static Map<String, Object> seeker(KafkaConnection connection, String clientId) {
    Map<String, Object> p = reader(connection, clientId);
    p.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5); // a quarter of a second a question with 500
    return p;
  }

  /// A reader that follows along on behalf of somebody outside. There may be many of them, so
  /// that one holds a mebibyte at most.
  public static Map<String, Object> follower(KafkaConnection connection, String clientId) {
    Map<String, Object> p = reader(connection, clientId);
    p.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1_048_576);
    p.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 65_536);
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    return p;
  }

  /// A member of a group that works requests off. It starts with the oldest: none is skipped.
  public static Map<String, Object> worker(
      KafkaConnection connection, String clientId, String group) {
    Map<String, Object> p = reader(connection, clientId);
    p.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    // What a member had out is asked for again by the next one: soon after it died.
    p.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    p.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
    p.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return p;
  }

  /// A member of a share group. What the group as a whole does is set with [ShareGroups].
  public static Map<String, Object> sharing(
      KafkaConnection connection, String clientId, String group) {
    Map<String, Object> p = connection.common();
    p.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    p.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    p.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    // A lock begins when a request is taken, so none is taken in advance.
    p.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    p.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, KeyText.Reader.class);
    p.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return p;
  }

  /// An idempotent producer with transactions.
  public static Map<String, Object> transactional(
      KafkaConnection connection, String clientId, String transactionalId) {
    Map<String, Object> p = producer(connection, clientId);
    p.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    // What a process that died had open keeps readers waiting for so long.
    p.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    p.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    p.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    p.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1); // the markers of the last are on their way
    p.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return p;
  }

  /// A transactional producer of many rows, with their keys and values as bytes. Nobody waits for a
  /// single one, so they gather.
  public static Map<String, Object> rows(
      KafkaConnection connection, String clientId, String transactionalId) {
    Map<String, Object> p = transactional(connection, clientId, transactionalId);
    p.put(ProducerConfig.LINGER_MS_CONFIG, 10);
    p.put(ProducerConfig.BATCH_SIZE_CONFIG, 524_288);
    p.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return p;
  }

  public static Map<String, Object> admin(KafkaConnection connection, String clientId) {
    Map<String, Object> p = connection.common();
    p.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    p.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    p.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    // The first pause of a call; later ones grow to a second. The client pauses where nothing has
    // failed, too: to ask about a classic group once more, in the classic way, or where partitions
    // end some of which it was asked about before.
    p.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 10);
    return p;
  }
}
