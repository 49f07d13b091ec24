package orders.registry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import orders.contract.Dialect;
import orders.contract.Headers;
import orders.contract.UndecodableRecord;
import orders.contract.UndecodableRecord.Reason;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// AWS Glue's: a three, how the body is compressed, and the id of the schema version as 16 bytes.
///
/// Compressed bodies are read and not written: Kafka compresses whole batches, which is more.
final class GlueDialect implements Dialect<UUID> {

  private static final byte VERSION = 3;
  private static final byte PLAIN = 0;
  private static final byte ZLIB = 5;
  private static final int HEADER_BYTES = 18;

  /// What a compressed body may grow to: ten times what a topic takes.
  private static final int BODY_BYTES_MAX = 10 * 1_048_576;

  private static final int CHUNK_BYTES = 8_192;

  private final GlueCalls glue;

  GlueDialect(GlueCalls glue) {
    this.glue = glue;
  }

  @Override
  public int headerBytes() {
    return HEADER_BYTES;
  }

  @Override
  public byte[] header(UUID id) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .put(VERSION)
        .put(PLAIN)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  @Override
  public UUID id(byte @Nullable [] value) {
    ByteBuffer header = ByteBuffer.wrap(Headers.checked(value, VERSION, HEADER_BYTES));
    byte compression = header.get(1);
    if (compression != PLAIN && compression != ZLIB) {
      throw new UndecodableRecord(Reason.WRONG_MAGIC, "the second byte is " + compression);
    }
    return new UUID(header.getLong(2), header.getLong(10));
  }

  @Override
  public byte[] plain(byte[] value) {
    return value[1] == PLAIN ? value : inflated(value);
  }

  private static byte[] inflated(byte[] value) {
    var plain = new ByteArrayOutputStream(4 * value.length);
    plain.write(value, 0, HEADER_BYTES);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(value, HEADER_BYTES, value.length - HEADER_BYTES);
      byte[] chunk = new byte[CHUNK_BYTES];
      while (!inflater.finished()) {
        int length = inflater.inflate(chunk);
        plain.write(chunk, 0, length);
        boolean cut = length == 0 && !inflater.finished();
        if (cut || plain.size() > BODY_BYTES_MAX) {
          throw new UndecodableRecord(Reason.MALFORMED_BODY, "the compressed body has no end");
        }
      }
    } catch (DataFormatException e) {
      throw new UndecodableRecord(Reason.MALFORMED_BODY, "the body is not compressed", e);
    } finally {
      inflater.end();
    }
    return plain.toByteArray();
  }

  @Override
  public Map<String, UUID> registerAll(Map<String, Schema> schemas) {
    Map<String, UUID> ids = new LinkedHashMap<>();
    schemas.forEach((name, schema) -> ids.put(name, glue.register(name, schema)));
    return ids;
  }

  @Override
  public Optional<UUID> known(String subject, Schema schema) {
    return glue.known(subject, schema);
  }

  @Override
  public Optional<Schema> byId(UUID id) {
    return glue.byId(id);
  }
}
