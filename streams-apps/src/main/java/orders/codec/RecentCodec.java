package orders.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import orders.contract.state.RecentOutcome;
import orders.contract.state.Uuid;
import orders.engine.Outcome;
import orders.engine.Remembered;

/// The commands an entry remembers: 16 bytes of id, 8 of fingerprint, and what the outcome adds to
/// the entry's own id and partition.
final class RecentCodec {

  private static final int FINGERPRINT_DIGITS = 16;

  private RecentCodec() {}

  static List<RecentOutcome> toAvro(List<Remembered> recent) {
    return Each.of(recent, RecentCodec::toAvro);
  }

  static List<Remembered> fromAvro(List<RecentOutcome> recent, String aggregateId, int partition) {
    return Each.of(recent, r -> fromAvro(r, aggregateId, partition));
  }

  private static RecentOutcome toAvro(Remembered remembered) {
    Outcome outcome = remembered.outcome();
    return new RecentOutcome(
        uuid(remembered.commandId()),
        fingerprint(remembered.fingerprint()),
        outcome.version(),
        outcome.events(),
        OutcomeCodec.toAvro(outcome.kind()),
        outcome.code(),
        outcome.detail(),
        outcome.allowed(),
        outcome.at(),
        outcome.position());
  }

  private static Remembered fromAvro(RecentOutcome r, String aggregateId, int partition) {
    String commandId = r.getCommandId() instanceof Uuid id ? text(id) : r.getCommandId().toString();
    String fingerprint =
        r.getFingerprint() instanceof Long number
            ? HexFormat.of().toHexDigits(number)
            : r.getFingerprint().toString();
    return new Remembered(
        commandId,
        fingerprint,
        new Outcome(
            commandId,
            aggregateId,
            r.getVersion(),
            r.getEvents(),
            OutcomeCodec.fromAvro(r.getKind()),
            r.getCode(),
            r.getDetail(),
            r.getAllowed(),
            r.getAt(),
            partition,
            r.getPosition()));
  }

  private static Uuid uuid(String text) {
    UUID id = UUID.fromString(text);
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return new Uuid(bytes);
  }

  private static String text(Uuid id) {
    ByteBuffer bytes = ByteBuffer.wrap(id.bytes());
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  private static Object fingerprint(String text) {
    if (text.length() != FINGERPRINT_DIGITS) {
      return text;
    }
    try {
      long number = HexFormat.fromHexDigitsToLong(text);
      return HexFormat.of().toHexDigits(number).equals(text) ? number : text;
    } catch (NumberFormatException e) {
      return text; // another gateway's own way of telling bodies apart
    }
  }
}
