package orders.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Parcel;
import com.example.ParcelItem;
import com.example.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orders.contract.SchemaStore;
import orders.contract.UndecodableRecord;
import orders.contract.registry.Definition;
import orders.contract.registry.Level;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.SchemaReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

  private static final Parcel PARCEL =
      new Parcel(
          "p-1",
          Size.LARGE,
          Instant.parse("2026-11-23T10:15:30.123456Z"),
          List.of(new ParcelItem("tea"), new ParcelItem("pot")));

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

  @Test
  void anApplicationsOwnClassIsReadWithoutFurtherSettings() {
    try (AvroSerde serde = serde(Map.of("specific.avro.reader", true))) {
      byte[] value = serde.serializer().serialize("parcels", PARCEL);
      assertThat(value).startsWith(0, 0, 0, 0, 1);
      assertThat(serde.deserializer().deserialize("parcels", value)).isEqualTo(PARCEL);
      assertThat(registry.subjects()).containsExactly("parcels-value");
    }
  }

  @Test
  void withoutTheSpecificReaderItIsAGenericRecordWithTheWritersSchema() {
    try (AvroSerde serde = serde(Map.of())) {
      byte[] value = serde.serializer().serialize("parcels", PARCEL);
      var read = (GenericRecord) serde.deserializer().deserialize("parcels", value);
      assertThat(read.getSchema()).isEqualTo(Parcel.getClassSchema());
      assertThat(read.get("sentAt")).isEqualTo(1_795_428_930_123_456L);
      assertThat(serde.serializer().serialize("parcels", read)).isEqualTo(value);
    }
  }

  @Test
  void noValueIsNoBytes() {
    try (AvroSerde serde = serde(Map.of())) {
      assertThat(serde.serializer().serialize("t", null)).isNull();
      assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }
  }

  @Test
  void primitivesAreValuesToo() {
    try (AvroSerde serde = serde(Map.of())) {
      for (Object value : List.of("text", 7, 7L, 1.5f, 1.5, true)) {
        registry.setLevel(Optional.empty(), Level.NONE);
        byte[] bytes = serde.serializer().serialize("t", value);
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(value);
      }
      byte[] raw = {1, 2, 3};
      byte[] value = serde.serializer().serialize("t", raw);
      assertThat(value).hasSize(8).endsWith(raw);
      assertThat(serde.serializer().serialize("t", ByteBuffer.wrap(raw))).isEqualTo(value);
      assertThat(serde.deserializer().deserialize("t", value)).isEqualTo(raw);
      assertThatThrownBy(() -> serde.serializer().serialize("t", new Object()))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void schemasThatDifferInDocumentationOnlyKeepTheirOwnIds() {
    Schema plain = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    Schema told = SchemaBuilder.record("T").doc("told").fields().requiredInt("a").endRecord();
    try (AvroSerde serde = serde(Map.of())) {
      for (int round = 0; round < 2; round++) {
        assertThat(serde.serializer().serialize("t", one(plain))).startsWith(0, 0, 0, 0, 1);
        assertThat(serde.serializer().serialize("t", one(told))).startsWith(0, 0, 0, 0, 2);
      }
    }
  }

  @Test
  void withoutRegistrationOnlyWhatIsRegisteredIsWrittenAndAMissIsNotRemembered() {
    try (AvroSerde serde = serde(Map.of("auto.register.schemas", false))) {
      assertThatThrownBy(() -> serde.serializer().serialize("parcels", PARCEL))
          .isInstanceOf(SerializationException.class);
      assertThat(registry.subjects()).isEmpty();
      registry.register("parcels-value", Parcel.getClassSchema());
      assertThat(serde.serializer().serialize("parcels", PARCEL)).startsWith(0, 0, 0, 0, 1);
    }
  }

  @Test
  void theLatestSchemaIsWrittenWhenAskedForAndOnlyIfItReadsOurs() {
    Schema one = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    Schema two = SchemaBuilder.record("T").fields().requiredLong("a").endRecord();
    registry.register("t-value", one);
    registry.register("t-value", two);
    registry.register("u-value", one);
    var settings = Map.of("auto.register.schemas", false, "use.latest.version", true);
    try (AvroSerde serde = serde(settings)) {
      GenericRecord mine = new GenericData.Record(two);
      mine.put("a", 3L);
      assertThat(serde.serializer().serialize("t", mine)).containsExactly(0, 0, 0, 0, 2, 6);
      assertThatThrownBy(() -> serde.serializer().serialize("u", mine))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("u-value");
    }
  }

  @Test
  void theLatestSchemaIsWhatARecordIsReadAsWhenAskedFor() {
    Schema one = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    Schema two =
        SchemaBuilder.record("T").fields().requiredInt("a").optionalString("b").endRecord();
    int id = registry.register("t-value", one);
    registry.register("t-value", two);
    try (AvroSerde serde = serde(Map.of("use.latest.version", true))) {
      byte[] old = {0, 0, 0, 0, (byte) id, 2};
      var read = (GenericRecord) serde.deserializer().deserialize("t", old);
      assertThat(read.getSchema()).isEqualTo(two);
      assertThat(read.get("a")).isEqualTo(1);
    }
  }

  @Test
  void aClassThatCannotHoldTheLatestSchemaIsNotGuessedAt() {
    Schema newer = SchemaBuilder.record("com.example.Parcel").fields().optionalInt("a").endRecord();
    try (AvroSerde serde = serde(Map.of("specific.avro.reader", true))) {
      byte[] value = serde.serializer().serialize("parcels", PARCEL);
      registry.register("parcels-value", newer);
      assertThat(serde.deserializer().deserialize("parcels", value)).isEqualTo(PARCEL);
      try (AvroSerde latest =
          serde(Map.of("specific.avro.reader", true, "use.latest.version", true))) {
        assertThat(reason(latest, value)).isEqualTo(UndecodableRecord.Reason.INCOMPATIBLE_SCHEMA);
      }
    }
  }

  @Test
  void aRefusedSchemaIsNotWritten() {
    registry.register("t-value", SchemaBuilder.record("T").fields().endRecord());
    Schema wider = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
    try (AvroSerde serde = serde(Map.of())) {
      assertThatThrownBy(() -> serde.serializer().serialize("t", one(wider)))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaStore.IncompatibleSchema.class);
    }
  }

  @Test
  void whatCannotBeReadSaysWhyAndWhetherToTryAgain() {
    try (AvroSerde serde = serde(Map.of("specific.avro.reader", true))) {
      byte[] value = serde.serializer().serialize("parcels", PARCEL);
      assertThat(reason(serde, new byte[0])).isEqualTo(UndecodableRecord.Reason.EMPTY);
      assertThat(reason(serde, "{}".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(UndecodableRecord.Reason.WRONG_MAGIC);
      assertThat(reason(serde, new byte[] {0, 0, 0, 9, 9, 9}))
          .isEqualTo(UndecodableRecord.Reason.UNKNOWN_SCHEMA);
      assertThat(reason(serde, Arrays.copyOf(value, value.length + 1)))
          .isEqualTo(UndecodableRecord.Reason.MALFORMED_BODY);
      int id =
          registry.register("x", SchemaBuilder.record("java.lang.Thread").fields().endRecord());
      assertThat(reason(serde, new byte[] {0, 0, 0, 0, (byte) id}))
          .isEqualTo(UndecodableRecord.Reason.UNEXPECTED_TYPE);
      server.close();
      assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {0, 0, 0, 0, 99}))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaStore.Unavailable.class);
      assertThat(serde.deserializer().deserialize("parcels", value)).isEqualTo(PARCEL);
    }
  }

  @Test
  void aSchemaThatRefersToAnotherIsReadWhole() {
    registry.register("part", Schema.createFixed("x.Part", null, null, 2));
    Definition whole =
        Definition.parse(
            "{\"type\":\"record\",\"name\":\"W\",\"fields\":[{\"name\":\"p\",\"type\":\"x.Part\"}]}",
            List.of(new SchemaReference("x.Part", "part", 1)),
            _ -> Optional.of(registry.versions("part").getFirst().definition()));
    int id = registry.add("whole", whole).id();
    try (AvroSerde serde = serde(Map.of())) {
      byte[] value = {0, 0, 0, 0, (byte) id, 7, 8};
      var read = (GenericRecord) serde.deserializer().deserialize("t", value);
      assertThat(((GenericFixed) read.get("p")).bytes()).containsExactly(7, 8);
    }
  }

  private static UndecodableRecord.Reason reason(AvroSerde serde, byte[] value) {
    try {
      throw new AssertionError(serde.deserializer().deserialize("parcels", value));
    } catch (SerializationException e) {
      return ((UndecodableRecord) Objects.requireNonNull(e.getCause())).reason();
    }
  }

  private static GenericRecord one(Schema schema) {
    return new GenericRecordBuilder(schema).set("a", 1).build();
  }

  private AvroSerde serde(Map<String, ?> some) {
    Map<String, Object> configs = new HashMap<>(some);
    configs.put("schema.registry.url", server.url().toString());
    AvroSerde serde = new AvroSerde();
    serde.configure(configs, false);
    return serde;
  }
}
