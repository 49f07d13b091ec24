package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are malformed on the wire, and faults inside, are problems too; nothing of the
/// request, of a stack or of a message comes back.
class WireTest {

  private static final String POST =
      "POST /v1/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIdempotency-Key: k\r\n";

  private final MemoryBackend backend = new MemoryBackend();
  private final HttpServer server = HttpServer.start("127.0.0.1", 0, routes());
  private final Wire wire = new Wire(server.port());

  private List<Routes> routes() {
    List<Routes> routes = new ArrayList<>(backend.routes());
    routes.add(
        faulty -> {
          faulty.get("/exception", ctx -> fail(new IllegalStateException("secret")));
          faulty.get("/error", ctx -> fail(new StackOverflowError("secret")));
        });
    return routes;
  }

  private static void fail(Throwable fault) throws Exception {
    switch (fault) {
      case Exception exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalArgumentException(fault);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "\u0016\u0003\u0001\u0000\u00c8\u0001\u0000\u0000",
        "GET /v1/orders HTTP/1.1\r\n\r\n",
        "GET /v1/orders/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/stock/a%00b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/orders HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\u0000b\r\n\r\n",
        POST + "Content-Length: -1\r\n\r\n",
        POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
        POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        POST + "Content-Length: 100\r\n\r\n{}",
        POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n10\r\n{}",
      })
  void whatIsNoHttpIsAProblem(String bytes) {
    isProblem(wire.send(bytes), 400, "invalid-request");
    assertThat(backend.orders.log()).isEmpty();
  }

  @Test
  void aHeaderIsAtMost8KiB() {
    String much = "x".repeat(Limits.HEADER_BYTES_MAX);
    isProblem(wire.request("GET /", "X-A: " + much + "\r\n\r\n"), 431, "header-too-large");
    isProblem(wire.request("GET /?a=" + much, "\r\n"), 414, "header-too-large");
  }

  @Test
  void anotherVersionOfHttpIsAProblem() {
    isProblem(wire.send("GET / HTTP/3.7\r\nHost: x\r\n\r\n"), 505, "invalid-request");
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsNotWaitedFor() {
    isProblem(wire.send(POST + "Content-Length: 99999999\r\n\r\n"), 413, "body-too-large");
    String asking = POST + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n";
    isProblem(wire.send(asking), 413, "body-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer=%zz", "status=%", "limit=%3", "customer=a&customer=b"})
  void aFilterIsNeverLost(String query) {
    isProblem(wire.request("GET /v1/orders?" + query, "\r\n"), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "TRACE", "BREW", "PUT"})
  void noOtherMethodIsKnownAndNoOriginIsAllowed(String method) {
    var reply = wire.request(method + " /v1/orders", "Origin: http://evil.example\r\n\r\n");
    isProblem(reply, 405, "method-not-allowed");
    assertThat(reply.has("Allow", "GET, POST")).isTrue();
    assertThat(reply.head()).doesNotContain("Access-Control");
  }

  @ParameterizedTest
  @CsvSource({"/v1/orders, 200", "/docs, 200", "/nothing, 404", "/v1/orders/nothing, 404"})
  void aHeadIsAGetWithoutTheBody(String path, int status) {
    var head = wire.request("HEAD " + path, "\r\n");
    var get = wire.request("GET " + path, "\r\n");
    assertThat(head.status()).isEqualTo(get.status()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
    assertThat(head.has("Content-Length", String.valueOf(get.body().length()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/exception", "/error"})
  void aFaultShowsNothingOfItself(String path) {
    isProblem(wire.request("GET " + path, "X-Request-Id: mine\r\n\r\n"), 500, "internal");
    assertThat(wire.request("GET " + path, "X-Request-Id: mine\r\n\r\n").body())
        .contains("\"requestId\":\"mine\"")
        .doesNotContain("secret", "orders.http", "Exception", "Error");
  }

  @Test
  void aBodyIsUtf8() {
    String head = POST.replace("/v1/orders", "/v1/stock/pen/receive");
    for (var other : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      String body = new String("{\"quantity\":1}".getBytes(other), StandardCharsets.ISO_8859_1);
      var reply = wire.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
      isProblem(reply, 400, "invalid-request");
    }
  }

  private static void isProblem(Wire.Raw reply, int status, String slug) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.has("Content-Type", "application/problem+json")).as(reply.text()).isTrue();
    assertThat(reply.has("Content-Security-Policy", "default-src 'none'")).isTrue();
    assertThat(reply.has("X-Content-Type-Options", "nosniff")).isTrue();
    assertThat(reply.has("Server", "")).isFalse();
    assertThat(reply.body())
        .contains("\"type\":\"/problems/" + slug + "\"", "\"status\":" + status, "\"requestId\"")
        .doesNotContain("passwd", "jetty", "evil");
    assertThat(OpenApiContract.load().problem(reply.body())).isEmpty();
  }
}
