package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.query.PeerClient;
import orders.query.ViewReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The management port.
class ManagementTest {

  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Api api =
      Api.over(
          List.of(
              new Management(
                  new Management.Health(() -> true, ready::get, () -> Map.of("query", "RUNNING")),
                  metrics::scrape,
                  ManagementTest::answer)));

  private static byte[] answer(byte[] question) {
    return switch (new String(question, StandardCharsets.UTF_8)) {
      case "nonsense" -> throw new IllegalArgumentException("nonsense");
      case "restoring" -> throw new ViewReader.Unavailable("restoring");
      default -> question;
    };
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aProcessThatIsNotReadyIsStillAlive() {
    assertThat(get("/readyz").status()).isEqualTo(200);
    ready.set(false);
    assertThat(get("/readyz").status()).isEqualTo(503);
    assertThat(get("/livez").status()).isEqualTo(200);
    assertThat(get("/readyz").json().at("/components/query").asText()).isEqualTo("RUNNING");
  }

  @Test
  void metricsAreScraped() {
    metrics.counter("orders.test").increment();
    assertThat(get("/metrics").body()).contains("orders_test_total 1.0");
    assertThat(get("/info").json().has("kafka")).isTrue();
  }

  @Test
  void aLevelIsSet() {
    assertThat(post("/loggers/orders.some", "{\"level\":\"DEBUG\"}").status()).isEqualTo(204);
    assertThat(get("/loggers").json().get("orders.some").asText()).isEqualTo("DEBUG");
    assertThat(post("/loggers/orders.some", "{\"level\":\"LOUD\"}").status()).isEqualTo(400);
  }

  @Test
  void aPageOfAnotherSiteSetsNothing() {
    var form =
        api.request("/loggers/orders.form", "Origin", "http://evil.example")
            .POST(BodyPublishers.ofString("{\"level\":\"DEBUG\"}"));
    assertThat(api.raw(form).status()).isEqualTo(400);
    assertThat(get("/loggers").json().has("orders.form")).isFalse();
  }

  @Test
  void aPeerIsAnswered() {
    assertThat(post(PeerClient.PATH, "question").body()).isEqualTo("question");
    assertThat(post(PeerClient.PATH, "nonsense").status()).isEqualTo(400);
    var restoring = post(PeerClient.PATH, "restoring");
    assertThat(restoring.status()).isEqualTo(503);
    assertThat(restoring.header("Retry-After")).isNotEmpty();
  }

  private Api.Reply get(String path) {
    return api.raw(api.request(path).GET());
  }

  private Api.Reply post(String path, String body) {
    return api.raw(api.request(path).POST(BodyPublishers.ofString(body)));
  }
}
