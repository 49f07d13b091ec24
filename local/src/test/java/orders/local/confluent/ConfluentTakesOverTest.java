package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import orders.aggregate.order.OrderEvent;
import orders.codec.Codecs;
import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.RegistryServer;
import orders.engine.Alarm;
import orders.kafka.KafkaConnection;
import orders.registry.OpenRegistry;
import orders.registry.SchemaRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The apps write and read with Confluent's classes when they are told their names, and nothing
/// else changes.
class ConfluentTakesOverTest {

  private static final KafkaConnection NO_KAFKA = new KafkaConnection("localhost:1", Map.of());
  private static final OrderEvent EVENT = new OrderEvent.LineReserved("tea", 3);

  private RegistryServer server;
  private OpenRegistry ours;
  private OpenRegistry theirs;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(0, new MemoryRegistry());
    String url = server.url().toString();
    ours = SchemaRegistry.read(Map.of("schema.registry.url", url)).open(NO_KAFKA);
    theirs =
        SchemaRegistry.read(
                Map.of(
                    "schema.registry.url", url,
                    "value.serializer", Side.CONFLUENTS.serializerName,
                    "value.deserializer", Side.CONFLUENTS.deserializerName))
            .open(NO_KAFKA);
  }

  @AfterEach
  void stop() {
    ours.close();
    theirs.close();
    server.close();
  }

  @Test
  void an_event_has_the_same_bytes_and_is_read_by_either() {
    byte[] value = ours.codecs().orderEvents().encode(EVENT);
    assertThat(theirs.codecs().orderEvents().encode(EVENT)).isEqualTo(value);
    assertThat(theirs.codecs().orderEvents().decode(value)).isEqualTo(EVENT);
  }

  @Test
  void a_value_that_is_none_says_why() {
    byte[] value = ours.codecs().orderEvents().encode(EVENT);
    Codecs codecs = theirs.codecs();
    assertThat(reason(codecs, new byte[0])).isEqualTo(Reason.EMPTY);
    assertThat(reason(codecs, "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.WRONG_MAGIC);
    assertThat(reason(codecs, new byte[] {0, 0, 1, 1, 1, 6})).isEqualTo(Reason.UNKNOWN_SCHEMA);
    byte[] cut = Arrays.copyOf(value, value.length - 2);
    assertThat(reason(codecs, cut)).isEqualTo(Reason.MALFORMED_BODY);
    byte[] endless = Arrays.copyOf(value, 5 + 12); // a length that never ends
    Arrays.fill(endless, 5, endless.length, (byte) 0xff);
    assertThat(reason(codecs, endless)).isEqualTo(Reason.MALFORMED_BODY);
    byte[] alarm = codecs.alarms().encode(new Alarm(Instant.EPOCH, "e"));
    assertThat(reason(codecs, alarm)).isEqualTo(Reason.UNEXPECTED_TYPE);
  }

  @Test
  void a_class_that_is_not_there_is_named() {
    SchemaRegistry registry =
        SchemaRegistry.read(
            Map.of(
                "schema.registry.url",
                server.url().toString(),
                "value.serializer",
                "com.acme.Gone",
                "value.deserializer",
                Side.CONFLUENTS.deserializerName));
    assertThatThrownBy(() -> registry.open(NO_KAFKA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("com.acme.Gone");
  }

  private static Reason reason(Codecs codecs, byte[] value) {
    return catchThrowableOfType(UndecodableRecord.class, () -> codecs.orderEvents().decode(value))
        .reason();
  }
}
