package orders.local;

import java.util.HashMap;
import java.util.Map;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Somebody who may write everywhere, and writes whatever bytes there are.
public final class Outsider {

  private Outsider() {}

  public static KafkaProducer<byte[], byte[]> producer(KafkaConnection kafka) {
    Map<String, Object> properties = new HashMap<>(ClientProperties.producer(kafka, "outsider"));
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(properties);
  }

  /// Good values, with the ids that schemas have on that cluster.
  public static Samples samples(KafkaConnection kafka) {
    try (var schemas = new SchemaLog(kafka.common())) {
      return new Samples(new WireFormat(schemas));
    }
  }
}
