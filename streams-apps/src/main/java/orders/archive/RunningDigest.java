package orders.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A digest of the first records of a sequence, with everything but their offsets.
final class RunningDigest {

  private final MessageDigest sha256 = Sha256.digest();
  private final long recordsMax;
  private long records;

  /// @param recordsMax what comes after is not taken in
  RunningDigest(long recordsMax) {
    this.recordsMax = recordsMax;
  }

  long records() {
    return records;
  }

  void add(ArchivedRecord record) {
    if (records == recordsMax) {
      return;
    }
    records++;
    number(record.timestampMs());
    bytes(record.key());
    bytes(record.value());
    number(record.headers().size());
    for (Header header : record.headers()) {
      bytes(header.key().getBytes(UTF_8));
      bytes(header.value());
    }
  }

  /// Whether both took the same records in. Ends both: nothing can be added afterwards.
  boolean sameAs(RunningDigest other) {
    return records == other.records
        && MessageDigest.isEqual(sha256.digest(), other.sha256.digest());
  }

  private void bytes(byte @Nullable [] bytes) {
    number(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      sha256.update(bytes);
    }
  }

  private void number(long number) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
