package orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ten thousand connections on which nobody says anything, and more than there may be.
class CrowdTest {

  private static final Logger LOG = LoggerFactory.getLogger(CrowdTest.class);
  private static final int MOST = Crowd.connectionsMax(Limits.CALLERS_PERCENT_MAX);
  private static final int CROWD = Math.min(10_000, MOST - 100);
  private static final int TOO_MANY = MOST - CROWD + 500;
  private static final Duration OPENED_MAX = Duration.ofSeconds(60);

  /// Until idle ones are gone, and the machine has taken those that waited.
  private static final Duration CROWDED_MAX = Duration.ofSeconds(10);

  private final HttpServer server = HttpServer.start("127.0.0.1", 0, new MemoryBackend().routes());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_crowd_that_idles_is_no_hindrance_and_one_too_many_makes_room() throws IOException {
    Process crowd = crowd(CROWD);
    try {
      awaitOpen(crowd);
      await().atMost(OPENED_MAX).until(() -> server.connections() >= CROWD);
      try (var healthy = new Healthy(server.port())) {
        await().atMost(OPENED_MAX).until(() -> healthy.count() >= 300);
        assertThat(healthy.wrong()).isEmpty();
        assertThat(healthy.p99()).isLessThan(Duration.ofSeconds(1));
        LOG.info("healthy answers beside {} idle connections: {}", CROWD, healthy);
      }
      Process more = crowd(TOO_MANY);
      try {
        awaitOpen(more);
        try (var late = new Healthy(server.port())) {
          await().atMost(OPENED_MAX).until(() -> late.count() >= 100);
          assertThat(late.wrong()).isEmpty();
          assertThat(late.p99()).isLessThan(CROWDED_MAX);
        }
      } finally {
        more.destroyForcibly();
      }
    } finally {
      crowd.destroyForcibly();
    }
    await().atMost(CROWDED_MAX).until(() -> server.connections() == 0);
  }

  /// Connected, that is; the server has not taken those for whom there is no room yet.
  private static void awaitOpen(Process crowd) {
    CompletableFuture<Boolean> open =
        CompletableFuture.supplyAsync(
            () -> crowd.inputReader().lines().anyMatch(IdleCrowd.OPEN::equals));
    assertThat(open.orTimeout(OPENED_MAX.toSeconds(), TimeUnit.SECONDS).join()).isTrue();
  }

  private Process crowd(int connections) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                IdleCrowd.class.getName(),
                Integer.toString(server.port()),
                Integer.toString(connections)))
        .redirectErrorStream(true)
        .start();
  }
}
