package orders.local;

import java.util.HashMap;
import java.util.Map;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.engine.DeadLetter;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Somebody who may write everywhere, and writes whatever bytes there are.
public final class Outsider {

  /// More than a dead letter takes.
  public static final int LARGE_BYTES = DeadLetter.BYTES_MAX + 1;

  private static final int LARGE_REQUEST_BYTES_MAX = 16_000_000;

  private Outsider() {}

  public static KafkaProducer<byte[], byte[]> producer(KafkaConnection kafka) {
    Map<String, Object> properties = new HashMap<>(ClientProperties.producer(kafka, "outsider"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(properties);
  }

  /// One that writes what is small on its way and larger than any record of ours where it is read.
  public static KafkaProducer<byte[], byte[]> largeProducer(KafkaConnection kafka) {
    Map<String, Object> properties = new HashMap<>(ClientProperties.producer(kafka, "outsider"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGE_REQUEST_BYTES_MAX);
    return new KafkaProducer<>(properties);
  }

  /// For [#largeProducer].
  public static ProducerRecord<byte[], byte[]> large(String topic) {
    return new ProducerRecord<>(topic, 0, new byte[] {'k'}, new byte[LARGE_BYTES]);
  }

  /// Good values, with the ids that schemas have on that cluster.
  public static Samples samples(KafkaConnection kafka) {
    try (var schemas = new SchemaLog(kafka.common())) {
      return new Samples(new WireFormat(schemas));
    }
  }
}
