package orders.contract.registry;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The Kafka settings of the schemas topic's clients, on top of the caller's connection settings.
final class SchemaTopicSettings {

  /// The transactional id that all writers share, so that there is one at a time.
  static final String TRANSACTIONAL_ID = "orders-schemas";

  private static final int REQUEST_MS_MAX = 10_000;

  private SchemaTopicSettings() {}

  static Map<String, Object> producer(Map<String, ?> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // A writer that died must not keep readers from the records behind it.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, REQUEST_MS_MAX);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MS_MAX);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  static Map<String, Object> consumer(Map<String, ?> client) {
    Map<String, Object> settings = new HashMap<>(client);
    // No group: every process reads all of it, from the start.
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX / 2);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }
}
