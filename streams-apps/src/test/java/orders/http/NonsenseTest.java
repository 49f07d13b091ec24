package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no contract allows gets a clear answer.
class NonsenseTest extends ApiSpec {

  @ParameterizedTest
  @CsvSource({
    "'{\"quantity\":1,\"more\":1}', /more",
    "'{\"quantity\":1.5}', /quantity",
    "'{\"quantity\":1.0}', /quantity",
    "'{\"quantity\":\"1\"}', /quantity",
    "'{\"quantity\":true}', /quantity",
    "'{\"quantity\":null}', /quantity",
    "'{}', /quantity",
    "'{\"quantity\":1,\"quantity\":2}', ''",
    "'{\"quantity\":1}{}', ''",
    "'{\"quantity\":1', ''",
    "'[1]', ''",
    "'null', ''",
    "'', ''",
    "'nonsense', ''",
    "'{\"quantity\":NaN}', ''",
  })
  void jsonIsReadStrictly(String body, String pointer) {
    var reply = api.command("/v1/stock/pen/receive", "k", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.problem()).isEqualTo("invalid-request");
    assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
  }

  @Test
  void aNestedFaultIsPointedAt() {
    String lines = line("pen", 1) + ",{\"sku\":\"ink\",\"quantity\":1,\"price\":1}";
    var reply = api.command("/v1/orders", "k", order("c-1", lines));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo("/lines/1/price");
    var missing = api.command("/v1/orders", "k", order("c-1", "{\"sku\":\"ink\"}"));
    assertThat(missing.json().at("/errors/0/pointer").asText()).isEqualTo("/lines/0/quantity");
    var none = api.command("/v1/orders", "k", order("c-1", "null"));
    assertThat(none.status()).as(none.body()).isIn(400, 422);
  }

  @Test
  void depthIsBounded() {
    String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
    assertThat(api.command("/v1/stock/pen/receive", "k", deep).status()).isEqualTo(400);
  }

  @Test
  void aBodyIsAtMost64KibHoweverItIsSent() {
    byte[] large = new byte[Limits.BODY_BYTES_MAX + 1];
    var announced =
        api.request("/v1/orders")
            .header("Idempotency-Key", "k")
            .POST(BodyPublishers.ofByteArray(large));
    assertThat(api.send(announced).problem()).isEqualTo("body-too-large");
    var chunked =
        api.request("/v1/orders")
            .header("Idempotency-Key", "k")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    assertThat(api.send(chunked).status()).isEqualTo(413);
  }

  @Test
  void aLargeOrderFits() {
    String name = "x".repeat(499);
    String body = order("c-1", line("pen", 1)).replace("Ada", name).replace("1 Street", name);
    assertThat(api.command("/v1/orders", "k", body).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/nothing", "/console", "/v1/orders/x/y/z", "/v2/orders"})
  void unknownPathsAreProblems(String path) {
    var reply = api.get(path);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.problem()).isEqualTo("not-found");
  }

  /// Beyond a year of four digits a time is no number of milliseconds, and a day has none after it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/stock/pen?at=%2B300000000-01-01T00:00:00Z",
        "/v1/stock/pen/why?at=-999999999-01-01T00:00:00Z",
        "/v1/revenue?from=%2B10000-01-01",
        "/v1/revenue?to=%2B999999999-12-31",
      })
  void aTimeThatNoRecordCanHaveIsNoTime(String path) {
    var reply = api.get(path);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.problem()).isEqualTo("invalid-request");
  }

  @Test
  void unknownMethodsAreProblems() {
    var reply = api.send(api.request("/v1/orders").DELETE());
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.problem()).isEqualTo("method-not-allowed");
    assertThat(reply.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void everyResponseHasARequestIdAndSecurityHeaders() {
    var own = api.get("/v1/orders", "X-Request-Id", "my-id.1");
    assertThat(own.header("X-Request-Id")).isEqualTo("my-id.1");
    assertThat(own.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(own.header("Server")).isEmpty();
    var other = api.get("/v1/nothing", "X-Request-Id", "<script>");
    assertThat(isUuid(other.header("X-Request-Id"))).isTrue();
    assertThat(other.json().get("requestId").asText()).isEqualTo(other.header("X-Request-Id"));
  }

  @Test
  void anUnknownCommandIsNotFound() {
    assertThat(api.get("/v1/commands/" + UNKNOWN).status()).isEqualTo(404);
    assertThat(api.get("/v1/commands/x").status()).isEqualTo(404);
  }
}
