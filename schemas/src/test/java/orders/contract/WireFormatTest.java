package orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import orders.contract.UndecodableRecord.Reason;
import orders.contract.order.event.Contact;
import orders.contract.order.event.LineReserved;
import orders.contract.order.event.OrderCancelled;
import orders.contract.order.event.OrderDelivered;
import orders.contract.order.event.OrderLine;
import orders.contract.order.event.OrderPlaced;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WireFormatTest {

  private final Registry registry = new MemoryRegistry();
  private final SchemaIds<Integer> ids = BundledSchemas.register(registry);
  private final AvroEncoder<SpecificRecord> encoder = new AvroEncoder<>(ids);
  private final AvroDecoder<LineReserved> decoder = AvroDecoder.of(ids, LineReserved.class);

  @Test
  void aValueIsZeroThenTheIdThenTheBody() {
    int id = ids.id(LineReserved.getClassSchema());
    assertThat(encoder.encode(new LineReserved("tea", 3)))
        .containsExactly(0, 0, 0, 0, id, 6, 't', 'e', 'a', 6);
    assertThat(encoder.encode(new OrderDelivered())).hasSize(WireFormat.HEADER_BYTES);
  }

  @Test
  void anIdUsesAllFourBytes() {
    assertThat(WireFormat.schemaId(new byte[] {0, (byte) 0xfe, (byte) 0xdc, (byte) 0xba, 0x12}))
        .isEqualTo(0xfedcba12);
  }

  @Test
  void valuesThatAreNoneSayWhy() {
    byte[] value = encoder.encode(new LineReserved("tea", 3));
    assertThat(reason(null)).isEqualTo(Reason.NULL);
    assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
    assertThat(reason(new byte[] {0})).isEqualTo(Reason.TRUNCATED);
    assertThat(reason(new byte[] {0, 0, 0, 1})).isEqualTo(Reason.TRUNCATED);
    assertThat(reason("{\"sku\":\"tea\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(Reason.WRONG_MAGIC);
    assertThat(reason(new byte[] {0, 127, 0, 0, 1, 6})).isEqualTo(Reason.UNKNOWN_SCHEMA);
    assertThat(reason(Arrays.copyOf(value, value.length + 1))).isEqualTo(Reason.MALFORMED_BODY);
    for (int length = WireFormat.HEADER_BYTES; length < value.length; length++) {
      assertThat(reason(Arrays.copyOf(value, length))).isEqualTo(Reason.MALFORMED_BODY);
    }
  }

  @Test
  void aTypeThatTheTopicDoesNotCarryIsRefused() {
    assertThat(reason(encoder.encode(new OrderDelivered()))).isEqualTo(Reason.UNEXPECTED_TYPE);
  }

  @Test
  void aHugeLengthIsRefusedBeforeItIsAllocated() {
    int id = ids.id(LineReserved.getClassSchema());
    byte[] huge = {0, 0, 0, 0, (byte) id, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    assertThat(reason(huge)).isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aMillionMillionItemsOfNothingAreNotCounted() {
    int id = later("{\"type\":\"array\",\"items\":\"null\"}", "[]");
    byte[] value = {0, 0, 0, 0, (byte) id, 6, 't', 'e', 'a', 6, -2, -1, -1, -1, -1, 127, 0};
    assertThat(reason(value)).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void whatIsNestedTooDeepIsMalformed() {
    int id =
        later(
            "[\"null\",{\"type\":\"record\",\"name\":\"L\",\"fields\":["
                + "{\"name\":\"next\",\"type\":[\"null\",\"L\"],\"default\":null}]}]",
            "null");
    byte[] value = new byte[1_000_000];
    Arrays.fill(value, (byte) 2);
    System.arraycopy(new byte[] {0, 0, 0, 0, (byte) id, 6, 't', 'e', 'a', 6}, 0, value, 0, 10);
    assertThat(reason(value)).isEqualTo(Reason.MALFORMED_BODY);
  }

  /// Registers a version of a record that has one field more, at its end.
  private int later(String type, String value) {
    String text = LineReserved.getClassSchema().toString();
    String more = ",{\"name\":\"more\",\"type\":" + type + ",\"default\":" + value + "}]}";
    assertThat(text).endsWith("]}");
    Schema schema = SchemaText.parse(text.substring(0, text.length() - 2) + more);
    return registry.register(schema.getFullName(), schema);
  }

  @Test
  void noBytesWhateverBreakTheDecoder() {
    AvroDecoder<OrderPlaced> placed = AvroDecoder.of(ids, OrderPlaced.class);
    byte[] value = encoder.encode(placed());
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 50_000; i++) {
      byte[] broken = value.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        placed.decode(Arrays.copyOf(broken, random.nextInt(broken.length + 1)));
      } catch (UndecodableRecord expected) {
        assertThat(expected.reason()).isNotNull();
      }
    }
  }

  @Test
  void anOlderWritersRecordIsReadAsOurs() {
    Schema older =
        SchemaBuilder.record("LineReserved")
            .namespace("orders.contract.order.event")
            .fields()
            .requiredInt("quantity")
            .name("note")
            .type()
            .nullable()
            .stringType()
            .stringDefault("")
            .requiredString("sku")
            .endRecord();
    int id = registry.register("someone.elses.subject", older);
    byte[] value = {0, 0, 0, 0, (byte) id, 6, 0, 2, 'x', 6, 't', 'e', 'a'};
    assertThat(decoder.decode(value)).isEqualTo(new LineReserved("tea", 3));
  }

  @Test
  void aRecordThatLacksAFieldIsRefusedAsIncompatible() {
    Schema narrow =
        SchemaBuilder.record("LineReserved")
            .namespace("orders.contract.order.event")
            .fields()
            .requiredString("sku")
            .endRecord();
    int id = registry.register("someone.elses.subject", narrow);
    assertThat(reason(new byte[] {0, 0, 0, 0, (byte) id, 6, 't', 'e', 'a'}))
        .isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void aRecordWhoseFieldsMayBothBeOursIsRefusedAsIncompatible() {
    String note = "{\"name\":\"note\"";
    String both =
        OrderCancelled.getClassSchema()
            .toString()
            .replace(note, "{\"name\":\"text\",\"type\":\"int\"}," + note);
    int id = registry.register("someone.elses.subject", SchemaText.parse(both));
    var cancelled = AvroDecoder.of(ids, OrderCancelled.class);
    var refused =
        catchThrowableOfType(
            UndecodableRecord.class, () -> cancelled.decode(new byte[] {0, 0, 0, 0, (byte) id}));
    assertThat(refused.reason()).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void aFailedEncodingLeavesNothingBehind() {
    byte[] before = encoder.encode(placed());
    OrderPlaced unset = new OrderPlaced();
    assertThat(catchThrowableOfType(RuntimeException.class, () -> encoder.encode(unset)))
        .isNotNull();
    assertThat(encoder.encode(placed())).isEqualTo(before);
  }

  private static OrderPlaced placed() {
    return new OrderPlaced(
        "c-1",
        List.of(new OrderLine("tea", 2, 450L), new OrderLine("pot", 1, 2_900L)),
        "EUR",
        3_800L,
        new Contact("A", "a@example.org", "Street 1"),
        "tok_approve",
        Instant.parse("2026-11-23T10:15:30.123456Z"));
  }

  private Reason reason(byte @Nullable [] value) {
    return catchThrowableOfType(UndecodableRecord.class, () -> decoder.decode(value)).reason();
  }
}
