package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies that are small and would cost much, or be another text once they are stored.
class BombsTest extends ApiSpec {

  private static final Duration COST_MAX = Duration.ofSeconds(1);
  private static final int MUCH = 60_000;

  static Stream<byte[]> bombs() {
    return Stream.concat(
        Stream.of(
                "[".repeat(MUCH),
                "{\"a\":".repeat(MUCH / 5),
                "[{\"a\":".repeat(MUCH / 6),
                "{\"quantity\":" + "9".repeat(MUCH) + "}",
                "{\"quantity\":1e999999999}",
                "{\"quantity\":1e-999999999}",
                "{\"quantity\":0." + "0".repeat(MUCH) + "1}",
                "{\"quantity\":2147483648}",
                "{\"quantity\":-9223372036854775809}",
                "{\"" + "a".repeat(MUCH) + "\":1}",
                "{\"reason\":\"" + "a".repeat(MUCH) + "\"}",
                "{\"reason\":\"" + "\\u0041".repeat(MUCH / 6) + "\"}",
                "{\"reason\":\"\\ud800\"}",
                "{\"reason\":\"\\udc00\\ud800\"}",
                "{\"reason\":\"a\u0000b\"}",
                "{\"quantity\":1,\"quantity\":1}",
                fields(n -> "a"),
                fields(n -> "Aa".repeat(n % 2) + "BB".repeat(1 - n % 2) + n),
                "{\"quantity\":1}//",
                "{\"quantity\":1,}",
                "{quantity:1}",
                "{'quantity':1}",
                "{\"quantity\":+1}",
                "{\"quantity\":01}",
                "{\"quantity\":Infinity}",
                "\u0000".repeat(MUCH))
            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Stream.of(
            raw("{\"reason\":\"", 0xC0, 0xAF), // an overlong slash
            raw("{\"reason\":\"", 0xED, 0xA0, 0x80), // half of a pair
            raw("{\"reason\":\"", 0xF5, 0x80, 0x80, 0x80),
            raw("{\"reason\":\"", 0xFF)));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void they_are_refused_before_they_cost_anything(byte[] bomb) {
    for (String path : new String[] {"/v1/stock/pen/receive", "/v1/orders"}) {
      int before = backend.orders.log().size() + backend.stock.log().size();
      long begun = System.nanoTime();
      var reply =
          api.send(
              api.request(path, "Idempotency-Key", "k").POST(BodyPublishers.ofByteArray(bomb)));
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      assertThat(reply.problem()).isEqualTo("invalid-request");
      assertThat(reply.body()).hasSizeLessThan(1_000);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(COST_MAX);
      assertThat(backend.orders.log().size() + backend.stock.log().size()).isEqualTo(before);
    }
  }

  private static String fields(java.util.function.IntFunction<String> name) {
    return IntStream.range(0, 5_000)
        .mapToObj(n -> "\"" + name.apply(n) + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static byte[] raw(String text, int... bytes) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    for (int some : bytes) {
      body.write(some);
    }
    body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }
}
