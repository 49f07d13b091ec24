package orders.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import orders.contract.FrozenSchemas;
import orders.contract.UndecodableRecord;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Codec;
import orders.fuzz.Cost;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/// Bytes under the schemas that this build knows and under others, earlier versions and foreign
/// ones: a value that is written again as it was read, or the one exception there is.
class AvroFuzzTest {

  private static final MemoryRegistry REGISTRY = new MemoryRegistry();
  private static final Codecs CODECS = Codecs.over(new WireFormat(REGISTRY));
  private static final int IDS = foreign();
  private static final List<Codec<?>> ALL =
      List.of(
          CODECS.orderCommands(),
          CODECS.orderEvents(),
          CODECS.stockCommands(),
          CODECS.stockEvents(),
          CODECS.paymentRequests(),
          CODECS.paymentResults(),
          CODECS.shippingJobs(),
          CODECS.shippingResults(),
          CODECS.notices(),
          CODECS.outcomes(),
          CODECS.alarms(),
          CODECS.marks());

  /// The first byte chooses among codecs, the second a schema id that there is.
  @FuzzTest(maxDuration = "30s")
  void body(byte[] data) {
    if (data.length > 1) {
      byte[] value = new byte[data.length - 2 + WireFormat.HEADER_BYTES];
      System.arraycopy(data, 2, value, WireFormat.HEADER_BYTES, data.length - 2);
      int id = 1 + (data[1] & 0xff) % IDS;
      value[3] = (byte) (id >> 8);
      value[4] = (byte) id;
      again(ALL.get((data[0] & 0xff) % ALL.size()), value);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void framing(byte[] data) {
    again(CODECS.orderEvents(), data);
  }

  /// Every version that was ever written, and of each of today's one with more in it than we know.
  private static int foreign() {
    int last = 0;
    for (List<Schema> versions : FrozenSchemas.all().values()) {
      for (Schema version : versions) {
        last = Math.max(last, REGISTRY.register(subject(version), version));
      }
    }
    for (Schema latest : FrozenSchemas.latest().values()) {
      if (latest.getType() == Schema.Type.RECORD) {
        last = Math.max(last, REGISTRY.register(subject(grown(latest)), grown(latest)));
      }
    }
    return last;
  }

  /// One for each, so that none has to go with another.
  private static String subject(Schema schema) {
    return "fuzz-" + SchemaNormalization.parsingFingerprint64(schema);
  }

  /// With a field that holds another of the same record, and one with many texts.
  private static Schema grown(Schema schema) {
    Schema grown =
        Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false);
    Schema next = Schema.createUnion(Schema.create(Schema.Type.NULL), grown);
    Schema texts = Schema.createMap(Schema.createArray(Schema.create(Schema.Type.STRING)));
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(new Schema.Field("next", next));
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("texts", texts));
    grown.setFields(fields);
    return grown;
  }

  private static <T> void again(Codec<T> codec, byte[] value) {
    T read;
    try {
      read = Cost.bounded(() -> codec.decode(value));
    } catch (UndecodableRecord e) {
      return;
    }
    byte[] written = codec.encode(read);
    assertThat(codec.decode(written)).isEqualTo(read);
    assertThat(codec.encode(codec.decode(written))).isEqualTo(written);
  }
}
