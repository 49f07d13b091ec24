package orders.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import orders.fuzz.Cost;

/// No header that is no signature proves anything, and none is a fault of ours.
class SignatureFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
  private final WebhookSignature signature =
      new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  /// The id, the time and the signatures, a line each, and the body behind them.
  @FuzzTest(maxDuration = "30s")
  void call(byte[] data) {
    String[] lines = new String(data, UTF_8).split("\n", 4);
    String id = lines[0];
    String time = lines.length > 1 ? lines[1] : "";
    String signatures = lines.length > 2 ? lines[2] : "";
    byte[] body = (lines.length > 3 ? lines[3] : "").getBytes(UTF_8);
    boolean valid = Cost.bounded(() -> signature.valid(id, time, signatures, body, NOW));
    assertThat(valid).as("whoever has no secret proves nothing").isFalse();
  }
}
