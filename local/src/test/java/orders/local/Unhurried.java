package orders.local;

import java.util.Map;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.ProducerConfig;

/// Settings of producers whose transactions stay open until a test ends them, and which wait for
/// the first coordinator that a broker elects.
public final class Unhurried {

  private static final int TRANSACTION_MS = 600_000;
  private static final int FIRST_COORDINATOR_MS_MAX = 60_000;

  private Unhurried() {}

  public static Map<String, Object> transactional(
      KafkaConnection kafka, String clientId, String transactionalId) {
    Map<String, Object> settings = ClientProperties.transactional(kafka, clientId, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, FIRST_COORDINATOR_MS_MAX);
    return settings;
  }
}
