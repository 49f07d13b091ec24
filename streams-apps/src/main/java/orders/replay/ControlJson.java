package orders.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records of the control topics, which are JSON. Whoever follows them passes over what is none.
final class ControlJson {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static final Logger LOG = LoggerFactory.getLogger(ControlJson.class);

  private ControlJson() {}

  /// What a record of the aliases decides; empty, and said so, when it is no decision: the one
  /// before it stands.
  static Optional<ViewVersions> versions(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(read(record, ViewVersions.class));
    } catch (IOException e) {
      unreadable(record, e);
      return Optional.empty();
    }
  }

  /// What a record says, whole.
  ///
  /// @throws IOException when it is no such thing, or says nothing
  static <T> T read(ConsumerRecord<String, byte[]> record, Class<T> type) throws IOException {
    T value = record.value() == null ? null : JSON.readValue(record.value(), type);
    if (value == null) {
      throw new IOException("it says nothing");
    }
    return value;
  }

  static void unreadable(ConsumerRecord<String, byte[]> record, IOException why) {
    LOG.error(
        "passed over, not readable: {}-{}@{}",
        record.topic(),
        record.partition(),
        record.offset(),
        why);
  }

  static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }
}
