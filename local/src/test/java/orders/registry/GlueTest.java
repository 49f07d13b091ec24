package orders.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import orders.contract.SchemaStore;
import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import orders.contract.WireFormat;
import orders.contract.order.event.LineReserved;
import orders.contract.order.event.OrderDelivered;
import orders.dlq.Glance;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Values in AWS Glue's format, with a stub that answers Glue's calls.
class GlueTest {

  private static final Schema ONE = SchemaBuilder.record("T").fields().endRecord();
  private static final Schema TWO = SchemaBuilder.record("T").doc("2").fields().endRecord();

  private GlueStub stub;
  private GlueCalls glue;

  @BeforeEach
  void start() throws IOException {
    stub = GlueStub.start();
    glue = GlueCalls.connect("orders");
  }

  @AfterEach
  void stop() {
    glue.close();
    stub.close();
  }

  @Test
  void aValueIsThreeZeroTheVersionsIdAndTheBody() {
    WireFormat format = new WireFormat(new GlueDialect(glue));
    UUID id = glue.register("orders.contract.order.event.LineReserved", LineReserved.SCHEMA$);
    byte[] value = format.encode(new LineReserved("tea", 3));
    ByteBuffer expected = ByteBuffer.allocate(23).put((byte) 3).put((byte) 0);
    expected.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    assertThat(value).isEqualTo(expected.put(new byte[] {6, 't', 'e', 'a', 6}).array());
    assertThat(format.decode(value)).isEqualTo(new LineReserved("tea", 3));
    assertThat(format.encode(new OrderDelivered())).hasSize(18);
  }

  @Test
  void whatOneProcessRegisteredAnotherFindsAndReads() {
    byte[] value = new WireFormat(new GlueDialect(glue)).encode(new LineReserved("tea", 3));
    int before = stub.calls().size();
    try (GlueCalls other = GlueCalls.connect("orders")) {
      WireFormat format = new WireFormat(new GlueDialect(other));
      assertThat(format.decode(value)).isEqualTo(new LineReserved("tea", 3));
      assertThat(stub.calls().subList(before, stub.calls().size()))
          .containsOnly("GetSchemaByDefinition", "GetSchemaVersion")
          .containsOnlyOnce("GetSchemaVersion");
    }
  }

  @Test
  void whatIsWrittenIsShownWithoutReadingItAsAnythingOfOurs() throws IOException {
    var dialect = new GlueDialect(glue);
    byte[] value = new WireFormat(dialect).encode(new LineReserved("tea", 3));
    byte[] compressed = compressed(value, Arrays.copyOfRange(value, 18, value.length));
    for (byte[] one : new byte[][] {value, compressed}) {
      assertThat(new Glance(dialect).read(one))
          .hasValueSatisfying(seen -> assertThat(seen.at("/data/sku").asText()).isEqualTo("tea"));
    }
  }

  @Test
  void anotherProcessThatIsFasterIsNoFailure() {
    stub.createsMeanwhile();
    UUID one = glue.register("T", ONE);
    assertThat(stub.calls()).containsSubsequence("CreateSchema", "RegisterSchemaVersion");
    assertThat(glue.known("T", ONE)).contains(one);
    assertThat(glue.known("T", TWO)).isEmpty();
  }

  @Test
  void aCompressedBodyIsRead() throws IOException {
    WireFormat format = new WireFormat(new GlueDialect(glue));
    byte[] value = format.encode(new LineReserved("tea", 3));
    byte[] compressed = compressed(value, Arrays.copyOfRange(value, 18, value.length));
    assertThat(format.decode(compressed)).isEqualTo(new LineReserved("tea", 3));
    byte[] cut = Arrays.copyOf(compressed, compressed.length - 6);
    assertThat(reason(format, cut)).isEqualTo(Reason.MALFORMED_BODY);
    byte[] bomb = compressed(value, new byte[64 * 1_048_576]);
    assertThat(bomb).hasSizeLessThan(100_000);
    assertThat(reason(format, bomb)).isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  void valuesThatAreNoneSayWhy() {
    WireFormat format = new WireFormat(new GlueDialect(glue));
    byte[] value = format.encode(new LineReserved("tea", 3));
    assertThat(reason(format, null)).isEqualTo(Reason.NULL);
    assertThat(reason(format, new byte[0])).isEqualTo(Reason.EMPTY);
    assertThat(reason(format, Arrays.copyOf(value, 17))).isEqualTo(Reason.TRUNCATED);
    assertThat(reason(format, new byte[] {0, 0, 0, 0, 1})).isEqualTo(Reason.WRONG_MAGIC);
    byte[] other = value.clone();
    other[1] = 4;
    assertThat(reason(format, other)).isEqualTo(Reason.WRONG_MAGIC);
    other[1] = 0;
    other[9] ^= 1;
    assertThat(reason(format, other)).isEqualTo(Reason.UNKNOWN_SCHEMA);
    assertThat(reason(format, Arrays.copyOf(value, value.length + 1)))
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  void aVersionIsUsedOnceGlueHasCheckedIt() {
    UUID one = glue.register("T", ONE);
    assertThat(glue.register("T", ONE)).isEqualTo(one);
    stub.registeredAs("PENDING");
    assertThat(glue.register("T", TWO)).isNotEqualTo(one);
    assertThat(stub.calls()).containsSequence("RegisterSchemaVersion", "GetSchemaVersion");
  }

  @Test
  void aVersionThatGlueRefusesIsRefusedHere() {
    glue.register("T", ONE);
    stub.registeredAs("FAILURE");
    assertThatThrownBy(() -> glue.register("T", TWO))
        .isInstanceOf(SchemaStore.IncompatibleSchema.class);
  }

  @Test
  void aGlueThatIsAwayIsWorthARetry() {
    stub.close();
    System.setProperty("aws.region", "eu-west-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    System.setProperty("aws.endpointUrlGlue", "http://127.0.0.1:1");
    try (GlueCalls away = GlueCalls.connect("orders")) {
      assertThatThrownBy(() -> away.byId(UUID.randomUUID()))
          .isInstanceOf(SchemaStore.Unavailable.class);
    }
  }

  private static byte[] compressed(byte[] value, byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(value, 0, 18);
    try (var zlib = new DeflaterOutputStream(bytes)) {
      zlib.write(body);
    }
    byte[] all = bytes.toByteArray();
    all[1] = 5;
    return all;
  }

  private static Reason reason(WireFormat format, byte @Nullable [] value) {
    return catchThrowableOfType(UndecodableRecord.class, () -> format.decode(value)).reason();
  }
}
