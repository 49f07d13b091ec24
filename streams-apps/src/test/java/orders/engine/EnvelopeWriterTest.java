package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {

  private final EnvelopeWriter writer = new EnvelopeWriter("/test");

  @Test
  void the_schema_is_named_as_its_registry_does() {
    UUID version = UUID.fromString("0b0c9f3e-8f0e-4a52-9d0d-1f2f3a4b5c6d");
    ByteBuffer glue = ByteBuffer.allocate(20).put((byte) 3).put((byte) 0);
    glue.putLong(version.getMostSignificantBits()).putLong(version.getLeastSignificantBits());
    assertThat(schema(glue.array())).isEqualTo("urn:uuid:" + version);
    assertThat(schema(new byte[] {0, 0, 0, 1, 2, 9})).isEqualTo("/schemas/ids/258");
  }

  private String schema(byte[] value) {
    var headers = writer.envelope("id", "T", "s", Instant.EPOCH, value);
    return Envelope.text(headers, Envelope.DATA_SCHEMA).orElseThrow();
  }
}
