package orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Callers that hold what they can for as long as they can, a thousand at a time, and one who only
/// wants an answer.
class SlowCallersTest {

  private static final Logger LOG = LoggerFactory.getLogger(SlowCallersTest.class);
  private static final String HEAD = " HTTP/1.1\r\nHost: x\r\n";
  private static final String POST = "POST /v1/orders" + HEAD + "Idempotency-Key: k\r\n";
  private static final int EACH = 250;
  private static final Duration HEALTHY_P99_MAX = Duration.ofSeconds(1);

  private static final Duration LATE_MAX = Duration.ofSeconds(30);
  private static final Duration SETTLED_MAX = Duration.ofSeconds(30);

  private final MemoryBackend backend = new MemoryBackend();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HttpServer server = HttpServer.start("127.0.0.1", 0, routes(), metrics);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);

  private List<Routes> routes() {
    List<Routes> routes = new ArrayList<>(backend.routes());
    routes.add(waiting -> waiting.get("/waits", ctx -> ctx.result("" + patient())));
    return routes;
  }

  /// As long as a caller may wait for an outcome, a bit longer than a connection may be idle.
  private boolean patient() throws InterruptedException {
    return over.await(Limits.IDLE_MAX.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void stop() {
    over.countDown();
    threads.shutdownNow();
    server.close();
  }

  @Test
  void they_are_cut_in_time_and_nobody_else_notices() throws Exception {
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    try (var healthy = new Healthy(server.port())) {
      var headers = callers("GET /v1/orders" + HEAD, "X", 0);
      var second = callers("GET /v1/nothing" + HEAD + "\r\nGET /v1", "X", 0);
      var bodies = callers(POST + "Content-Length: 60000\r\n\r\n{", " ", 0);
      var chunks = callers(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "1\r\n \r\n", 0);
      var silent = callers(POST + "Content-Length: 60000\r\n\r\n{", "", 0);
      var readers = callers("GET /docs/assets/swagger-ui-bundle.js" + HEAD + "\r\n", "", 1);
      var waiting = callers("GET /waits" + HEAD + "Connection: close\r\n\r\n", "", 0);

      assertThat(ends(headers))
          .allMatch(end -> cut(end, Limits.HEADER_WAIT_MAX) && end.status().isEmpty());
      assertThat(ends(second))
          .allMatch(end -> cut(end, Limits.HEADER_WAIT_MAX) && status(end, 404));
      assertThat(ends(bodies)).allMatch(end -> cut(end, Limits.BODY_WAIT_MAX) && status(end, 408));
      assertThat(ends(chunks)).allMatch(end -> cut(end, Limits.BODY_WAIT_MAX) && status(end, 408));
      assertThat(ends(silent)).allMatch(end -> cut(end, Limits.IDLE_MAX) && status(end, 408));
      assertThat(ends(waiting)).allMatch(end -> status(end, 200));
      await().atMost(SETTLED_MAX).until(() -> server.connections() < 10); // no reader
      over.countDown();
      ends(readers);
      assertThat(healthy.wrong()).isEmpty();
      assertThat(healthy.p99()).isLessThan(HEALTHY_P99_MAX);
      LOG.info("{} healthy answers among {} slow ones", healthy, 7 * EACH);
    }
    await().atMost(SETTLED_MAX).until(() -> server.connections() == 0);
    assertThat(metrics.find("http.server.requests").tag("outcome", "SERVER_ERROR").timer())
        .isNull();
    await()
        .atMost(SETTLED_MAX)
        .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() < before + 20);
  }

  private List<Future<Dripper.End>> callers(String begin, String drip, int bytesRead) {
    return IntStream.range(0, EACH)
        .mapToObj(_ -> threads.submit(new Dripper(server.port(), begin, drip, bytesRead, over)))
        .toList();
  }

  /// By the server when it said, and for a machine that is busy a little later.
  private static boolean cut(Dripper.End end, Duration limit) {
    return end.held().compareTo(limit.plus(LATE_MAX)) < 0;
  }

  private static boolean status(Dripper.End end, int status) {
    return end.status().equals(Optional.of(status));
  }

  private static List<Dripper.End> ends(List<Future<Dripper.End>> callers) throws Exception {
    List<Dripper.End> ends = new ArrayList<>();
    for (Future<Dripper.End> caller : callers) {
      ends.add(caller.get());
    }
    return ends;
  }
}
