package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A refusal reaches the caller although it is still sending what nobody will read: a connection
/// that is closed over unread bytes is reset, and the answer lost with it.
class RefusedBodiesTest extends ApiSpec {

  private static final int TRIES = 40;

  @ParameterizedTest
  @CsvSource({"65537, true", "65537, false", "200000, true", "200000, false"})
  @CsvSource({"1048576, true", "1048576, false"})
  void aBodyTooLargeIsAlwaysAnswered(int bytes, boolean announced) {
    IntStream.range(0, TRIES)
        .mapToObj(n -> post("/v1/orders", body(bytes, announced)))
        .forEach(reply -> assertThat(reply.problem()).isEqualTo("body-too-large"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/nothing", "/v1/orders?a=1&a=2", "/docs"})
  void aBodyThatNobodyReadsHidesNoOtherRefusal(String path) {
    IntStream.range(0, TRIES)
        .mapToObj(n -> post(path, body(200_000, n % 2 == 0)))
        .forEach(reply -> assertThat(reply.status()).isIn(400, 404, 405));
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 60_000, 300_000})
  void aHeaderTooLargeIsAlwaysAnswered(int bytes) {
    String much = "x".repeat(bytes);
    IntStream.range(0, TRIES)
        .mapToObj(n -> api.raw(api.request("/v1/orders", "X-Much", much).GET()))
        .forEach(reply -> assertThat(reply.problem()).isEqualTo("header-too-large"));
  }

  private Api.Reply post(String path, BodyPublisher body) {
    return api.raw(api.request(path, "Idempotency-Key", "k").POST(body));
  }

  private static BodyPublisher body(int bytes, boolean announced) {
    byte[] body = new byte[bytes];
    return announced
        ? BodyPublishers.ofByteArray(body)
        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }
}
