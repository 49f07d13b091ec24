package orders.local.iam;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/// Refuses what was signed too long ago, and what somebody heard and says again.
///
/// Clients sign to the second, so two connections of one client in the same second say the same.
/// A signature may come again for as long as that can be, and never later.
final class SeenSignatures {

  /// How far a client's clock may be ahead; AWS allows as much.
  static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /// How long one signature may stand for several connections.
  static final Duration TOGETHER_MAX = Duration.ofSeconds(5);

  private final Clock clock;
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();

  SeenSignatures(Clock clock) {
    this.clock = clock;
  }

  /// @return until when the client may stay connected
  Instant admit(SignedConnect connect) {
    Instant now = clock.instant();
    Instant end = connect.signedAt().plus(connect.validFor());
    if (now.isAfter(end)) {
      throw new SaslAuthenticationException("the signature has expired");
    }
    if (connect.signedAt().isAfter(now.plus(AHEAD_MAX))) {
      throw new SaslAuthenticationException("the signature is of a time to come");
    }
    seen.values().removeIf(until -> until.isBefore(now));
    boolean again = seen.put(connect.signature(), end) != null;
    if (again && now.isAfter(connect.signedAt().plus(TOGETHER_MAX))) {
      throw new SaslAuthenticationException("the signature was used before");
    }
    return end;
  }
}
