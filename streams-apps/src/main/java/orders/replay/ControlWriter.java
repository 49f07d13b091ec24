package orders.replay;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody through `control.replays` what the auditor found and which replays are to stop.
public final class ControlWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlWriter.class);

  private final KafkaProducer<String, byte[]> producer;

  public ControlWriter(KafkaConnection connection) {
    this.producer = new KafkaProducer<>(ClientProperties.producer(connection, "orders-control"));
  }

  /// Asks the process of a replay to stop, wherever it runs.
  public void cancel(String replayId) {
    publish(replayId + ControlLog.CANCEL, ControlJson.json(Map.of("at", Instant.now())));
    producer.flush();
  }

  /// Tells what was found, in place of what was found before.
  public void audited(AuditState state) {
    publish(state.key(), ControlJson.json(state));
  }

  private void publish(String key, byte[] value) {
    Future<?> _ =
        producer.send(
            new ProducerRecord<>(Topics.CONTROL_REPLAYS, 0, key, value),
            (written, failure) -> {
              if (failure != null) {
                LOG.warn("nobody hears of {}", key, failure);
              }
            });
  }

  @Override
  public void close() {
    producer.close();
  }
}
