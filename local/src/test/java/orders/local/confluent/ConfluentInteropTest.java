package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orders.contract.BundledSchemas;
import orders.contract.order.event.LineReserved;
import orders.contract.registry.Level;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The two serializers are one: the same bytes, ids, subjects and refusals under the same settings.
class ConfluentInteropTest {

  private static final String STRATEGIES = "io.confluent.kafka.serializers.subject.";
  private static final int RECORDS_EACH = 8;

  private final Registry registry = new MemoryRegistry();
  private RegistryServer server;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(0, registry);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void every_kind_of_record_has_the_same_bytes_and_reads_the_same(Side first) {
    Map<String, Object> settings = settings("value.subject.name.strategy", "RecordNameStrategy");
    // Confluent's keeps a writer for each schema, so generic and generated values get one each.
    try (Serializer<Object> one = first.serializer(settings);
        Serializer<Object> two = first.other().serializer(settings);
        Serializer<Object> oneGenerated = first.serializer(settings);
        Serializer<Object> twoGenerated = first.other().serializer(settings);
        Deserializer<Object> mine = specific(Side.OURS, settings);
        Deserializer<Object> theirs = specific(Side.CONFLUENTS, settings);
        Deserializer<Object> myGeneric = Side.OURS.deserializer(settings);
        Deserializer<Object> theirGeneric = Side.CONFLUENTS.deserializer(settings)) {
      for (Schema schema : BundledSchemas.all().values()) {
        for (Object random : new RandomData(new GenericData(), schema, RECORDS_EACH, 7L)) {
          byte[] bytes = one.serialize("t", random);
          assertThat(two.serialize("t", random)).isEqualTo(bytes);
          Object record = Objects.requireNonNull(theirs.deserialize("t", bytes));
          assertThat(record.getClass()).isEqualTo(BundledSchemas.type(schema.getFullName()));
          assertThat(mine.deserialize("t", bytes)).isEqualTo(record);
          assertThat(oneGenerated.serialize("t", record)).isEqualTo(bytes);
          assertThat(twoGenerated.serialize("t", record)).isEqualTo(bytes);
          assertThat(myGeneric.deserialize("t", bytes))
              .isEqualTo(theirGeneric.deserialize("t", bytes))
              .isInstanceOf(GenericRecord.class);
        }
      }
    }
    assertThat(registry.subjects()).hasSameElementsAs(BundledSchemas.all().keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, t-value",
    "RecordNameStrategy, orders.contract.order.event.LineReserved",
    "TopicRecordNameStrategy, t-orders.contract.order.event.LineReserved"
  })
  void a_strategy_gives_both_the_same_subject(String strategy, String subject) {
    Map<String, Object> settings = settings("value.subject.name.strategy", strategy);
    byte[] theirs = Side.CONFLUENTS.write(settings, "t", new LineReserved("tea", 3));
    assertThat(registry.subjects()).containsExactly(subject);
    assertThat(Side.OURS.write(settings, "t", new LineReserved("tea", 3))).isEqualTo(theirs);
    assertThat(registry.subjects()).containsExactly(subject);
  }

  @Test
  void primitives_are_the_same() {
    registry.setLevel(Optional.empty(), Level.NONE);
    for (Object value : List.of("text", 7, 7_000_000_000L, 1.5f, 1.5, true, new byte[] {1, 2, 3})) {
      byte[] bytes = Side.CONFLUENTS.write(settings(), "t", value);
      assertThat(Side.OURS.write(settings(), "t", value)).isEqualTo(bytes);
      assertThat(Side.OURS.read(settings(), "t", bytes, false)).isEqualTo(value);
      assertThat(Side.CONFLUENTS.read(settings(), "t", bytes, false)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_refused_schema_is_not_written(Side side) {
    registry.register("t-value", SchemaBuilder.record("T").fields().endRecord());
    Schema wider = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    assertThatThrownBy(() -> side.write(settings(), "t", one(wider)))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("incompatible");
    assertThat(registry.versions("t-value")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void an_unknown_schema_is_an_error_of_the_value(Side side) {
    Map<String, Object> closed = settings();
    closed.put("auto.register.schemas", false);
    assertThatThrownBy(() -> side.write(closed, "t", new LineReserved("tea", 3)))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> side.read(settings(), "t", new byte[] {0, 0, 0, 0, 99, 0}, true))
        .isInstanceOf(SerializationException.class);
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void the_latest_version_is_written_by_both() {
    Schema one = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    Schema told = SchemaBuilder.record("T").doc("told").fields().requiredInt("a").endRecord();
    registry.register("t-value", one);
    registry.register("t-value", told);
    Map<String, Object> latest = settings();
    latest.put("auto.register.schemas", false);
    latest.put("use.latest.version", true);
    byte[] theirs = Side.CONFLUENTS.write(latest, "t", one(one));
    assertThat(theirs).containsExactly(0, 0, 0, 0, 2, 2);
    assertThat(Side.OURS.write(latest, "t", one(one))).isEqualTo(theirs);
  }

  @Test
  void the_latest_version_is_what_both_read_as() {
    Schema one = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    Schema two =
        SchemaBuilder.record("T").fields().requiredInt("a").optionalString("b").endRecord();
    Map<String, Object> latest = settings();
    byte[] old = Side.CONFLUENTS.write(latest, "t", one(one));
    registry.register("t-value", two);
    registry.register("u-value", one);
    latest.put("auto.register.schemas", false);
    latest.put("use.latest.version", true);
    try (Deserializer<Object> mine = Side.OURS.deserializer(latest);
        Deserializer<Object> theirs = Side.CONFLUENTS.deserializer(latest)) {
      for (String topic : List.of("t", "u", "t")) {
        var read = (GenericRecord) Objects.requireNonNull(theirs.deserialize(topic, old));
        assertThat(read.getSchema()).isEqualTo(topic.equals("t") ? two : one);
        assertThat(mine.deserialize(topic, old)).isEqualTo(read);
      }
      assertThatThrownBy(() -> theirs.deserialize("v", old))
          .isInstanceOf(SerializationException.class);
      assertThatThrownBy(() -> mine.deserialize("v", old))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void the_latest_version_of_a_generated_class_is_read_by_both() {
    Map<String, Object> latest = settings("value.subject.name.strategy", "RecordNameStrategy");
    byte[] value = Side.OURS.write(latest, "t", new LineReserved("tea", 3));
    latest.put("auto.register.schemas", false);
    latest.put("use.latest.version", true);
    for (Side side : Side.values()) {
      assertThat(side.read(latest, "t", value, true)).isEqualTo(new LineReserved("tea", 3));
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_registry_that_is_away_is_passed_over(Side side) {
    Map<String, Object> settings = settings();
    settings.put("schema.registry.url", "http://127.0.0.1:1," + server.url());
    byte[] bytes = side.write(settings, "t", new LineReserved("tea", 3));
    assertThat(side.read(settings, "t", bytes, true)).isEqualTo(new LineReserved("tea", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "401, AuthenticationException",
    "403, AuthorizationException",
    "429, ThrottlingQuotaExceededException",
    "500, TimeoutException",
    "503, TimeoutException",
    "502, DisconnectException",
    "418, SerializationException"
  })
  void an_answer_that_is_none_has_the_same_meaning_to_both(int status, String error)
      throws Exception {
    try (var broken = new AnsweringServer(status)) {
      for (Side side : Side.values()) {
        Map<String, Object> settings = settings();
        settings.put("schema.registry.url", broken.url());
        Throwable failure =
            catchThrowable(() -> side.write(settings, "t", new LineReserved("tea", 3)));
        assertThat(failure.getClass().getSimpleName()).as(side.name()).isEqualTo(error);
      }
    }
  }

  private static Deserializer<Object> specific(Side side, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("specific.avro.reader", true);
    return side.deserializer(all);
  }

  private static GenericRecord one(Schema schema) {
    return new GenericRecordBuilder(schema).set("a", 1).build();
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", server.url().toString());
    return settings;
  }

  private Map<String, Object> settings(String name, String strategy) {
    Map<String, Object> settings = settings();
    settings.put(name, STRATEGIES + strategy);
    return settings;
  }
}
