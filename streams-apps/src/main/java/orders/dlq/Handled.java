package orders.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orders.contract.Topics;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was done about a dead letter.
///
/// @param reason why it was discarded; empty otherwise
/// @param origin where its record stood; a share group may put one record aside twice
public record Handled(Action action, Instant at, String reason, String origin) {

  private static final Logger LOG = LoggerFactory.getLogger(Handled.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /// The one partition that says of every letter what was done about it.
  static final TopicPartition LOG_PARTITION = new TopicPartition(Topics.CONTROL_DEADLETTERS, 0);

  public Handled {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(at, "at");
    reason = Objects.requireNonNullElse(reason, "");
    origin = Objects.requireNonNullElse(origin, ""); // not said before there were share groups
  }

  /// What can be done.
  public enum Action {
    RETRIED,
    DISCARDED
  }

  /// What was done about each letter, by its id.
  static Map<String, Handled> read(Map<String, Object> reader) {
    Map<String, Handled> handled = new HashMap<>();
    LogReader.read(
        reader,
        LOG_PARTITION,
        record -> {
          if (record.key() != null && record.value() == null) {
            handled.remove(record.key());
          } else if (record.key() != null) {
            parse(record).ifPresent(what -> handled.put(record.key(), what));
          }
        });
    return handled;
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a word, a time and a text are always writable", e);
    }
  }

  static Optional<Handled> parse(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.ofNullable(JSON.readValue(record.value(), Handled.class));
    } catch (IOException e) {
      LOG.error("passed over, not readable: {}@{}", record.topic(), record.offset(), e);
      return Optional.empty();
    }
  }
}
