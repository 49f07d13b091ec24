package orders.contract.serde;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;

/// Under which subject a schema is registered: Confluent's three strategies.
enum SubjectNaming {
  TOPIC("TopicNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + (key ? "-key" : "-value");
    }
  },
  RECORD("RecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return recordName(schema);
    }
  },
  TOPIC_RECORD("TopicRecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + "-" + recordName(schema);
    }
  };

  private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String className;

  SubjectNaming(String className) {
    this.className = PACKAGE + className;
  }

  abstract String subject(String topic, boolean key, Schema schema);

  /// The strategy of a class name, as Confluent's settings name it.
  ///
  /// @throws ConfigException for the name of any other class
  static SubjectNaming named(String setting, Object name) {
    String wanted = name instanceof Class<?> type ? type.getName() : name.toString();
    return Arrays.stream(values())
        .filter(naming -> naming.className.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    setting,
                    wanted,
                    "one of " + Arrays.stream(values()).map(n -> n.className).toList()));
  }

  private static String recordName(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new SerializationException(
          "a subject that is named after a record needs one, not a " + schema.getType());
    }
    return schema.getFullName();
  }
}
