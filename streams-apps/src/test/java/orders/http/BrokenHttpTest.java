package orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import orders.aggregate.stock.StockCommand;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tries to be two requests to one server and one to another, requests in a row, and callers
/// that leave: one answer for each request, none for what is none, and never a fault of ours.
class BrokenHttpTest {

  private static final String POST =
      "POST /v1/stock/pen/receive HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k\r\n";
  private static final Duration LEFT_MAX = Duration.ofSeconds(30);
  private static final String BODY = "{\"quantity\":1}";
  private static final String WHOLE = POST + "Content-Length: 14\r\n\r\n" + BODY;

  /// What somebody would smuggle in, behind a body whose end two servers see in two places.
  private static final String HIDDEN = "GET /v1/orders HTTP/1.1\r\nHost: y\r\n\r\n";

  private final MemoryBackend backend = new MemoryBackend();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HttpServer server = HttpServer.start("127.0.0.1", 0, backend.routes(), metrics);
  private final Wire wire = new Wire(server.port());

  /// So that each request would be carried out if it were taken for one.
  @BeforeEach
  void list() {
    backend.stock.tell("pen", new StockCommand.ListProduct("Pen", 250, "EUR"));
    assertThat(backend.stock.log()).hasSize(1);
  }

  @AfterEach
  void stop() {
    try {
      assertThat(metrics.find("http.server.requests").tag("outcome", "SERVER_ERROR").timer())
          .isNull();
    } finally {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 14\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 14\r\n",
        "Content-Length: 14\r\nContent-Length: 0\r\n",
        "Content-Length: 14, 0\r\n",
        "Content-Length: +14\r\n",
        "Content-Length: 0x0e\r\n",
        "Content-Length: 14 \u000b\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length : 14\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\u0000: chunked\r\n",
        "X-Folded: a\r\n Content-Length: 14\r\n",
        "X-Folded: a\r\n\tTransfer-Encoding: chunked\r\n",
        "X-Null: a\u0000b\r\nContent-Length: 14\r\n",
        "X-Bare: a\rContent-Length: 14\r\n",
        "Host: y\r\nContent-Length: 14\r\n",
      })
  void aBodyWhoseEndIsInDoubtEndsTheConnection(String fields) {
    var reply = wire.send(POST + fields + "\r\n" + BODY + HIDDEN);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(answers(reply)).as(reply.text()).isOne();
    assertThat(backend.stock.log()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e;" + "x=1;" + "\r\n{}",
        "fffffffffffffffff\r\n{}",
        "-1\r\n{}",
        "e\r\n{\"quantity\":1}x\r\n0\r\n\r\n",
        "\r\n\r\n",
        "e \r\n{}",
        "0x0e\r\n{\"quantity\":1}\r\n0\r\n\r\n",
        "e\n{\"quantity\":1}\n0\n\n",
      })
  void chunksThatAreNoneAreRefused(String chunks) {
    var reply = wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks + HIDDEN);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(answers(reply)).as(reply.text()).isOne();
    assertThat(backend.stock.log()).hasSize(1);
  }

  /// RFC 9112 lets a server take lines that end in LF alone; none of these may become two requests.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /\r\n",
        "GET /v1/orders\r\n\r\n",
        "GET /v1/orders HTTP/1.1\nHost: x\nConnection: close\n\n",
        "GET http://elsewhere.example/v1/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /v1/orders HTTP/1.0\r\n\r\n",
        "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET //elsewhere.example/v1/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /v1/orders HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n",
        "GET /v1/orders HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /v1/orders HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
      })
  void otherFormsOfARequestAreAnsweredOnceOrCut(String bytes) {
    var reply = wire.send(bytes);
    assertThat(answers(reply)).as(reply.text()).isLessThanOrEqualTo(1);
    if (!reply.text().isEmpty()) {
      assertThat(reply.status()).as(reply.text()).isNotEqualTo(500);
      assertThat(reply.text()).doesNotContain("elsewhere");
    }
  }

  @Test
  void aHeaderOf64KiBIsAProblem() {
    for (String field : List.of("X-A: " + "x".repeat(65_536), "X: y\r\n".repeat(11_000))) {
      var reply = wire.request("GET /v1/orders", field + "\r\n\r\n");
      assertThat(reply.status()).as(reply.text()).isEqualTo(431);
      assertThat(reply.has("Content-Type", "application/problem+json")).isTrue();
    }
  }

  @Test
  void requestsInARowAreAnsweredInTheirOrder() {
    String asked =
        IntStream.range(0, 50)
            .mapToObj(n -> "GET /v1/none HTTP/1.1\r\nHost: x\r\nX-Request-Id: n" + n + "\r\n\r\n")
            .reduce("", String::concat);
    var reply = wire.send(asked + "GET /v1/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answers(reply)).isEqualTo(51);
    List<String> ids =
        reply.text().lines().filter(line -> line.startsWith("X-Request-Id: n")).toList();
    assertThat(ids).isEqualTo(IntStream.range(0, 50).mapToObj(n -> "X-Request-Id: n" + n).toList());
  }

  @Test
  void whoLeavesAtAnyByteLeavesNothingBehind() throws IOException {
    byte[] bytes = WHOLE.getBytes(StandardCharsets.ISO_8859_1);
    for (int sent = 0; sent < bytes.length; sent++) {
      for (boolean reset : new boolean[] {true, false}) {
        leave(bytes, sent, reset);
      }
    }
    await().atMost(LEFT_MAX).until(() -> server.connections() == 0);
    assertThat(backend.stock.log()).hasSize(1);
    var reply = wire.send(WHOLE.replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(backend.stock.log()).hasSize(2);
  }

  private void leave(byte[] bytes, int sent, boolean reset) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoLinger(reset, 0);
      socket.getOutputStream().write(bytes, 0, sent);
    }
  }

  private static int answers(Wire.Raw reply) {
    return reply.text().split("HTTP/1\\.1 \\d", -1).length - 1;
  }
}
