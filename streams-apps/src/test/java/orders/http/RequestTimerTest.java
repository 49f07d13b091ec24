package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import orders.memory.MemoryBackend;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `http_server_requests_seconds`.
class RequestTimerTest {

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpServer server =
      HttpServer.start("127.0.0.1", 0, new MemoryBackend().routes(), metrics);
  private final Wire wire = new Wire(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRequestIsCountedUnderItsTemplate() {
    wire.request("GET /v1/stock/pen", "\r\n");
    wire.request("GET /v1/stock/ink", "\r\n");
    scrapes(
        "http_server_requests_seconds_count{method=\"GET\",outcome=\"CLIENT_ERROR\","
            + "status=\"404\",uri=\"/v1/stock/{sku}\"} 2");
  }

  @Test
  void noCallerMakesUpNewSeries() {
    for (int i = 0; i < 5; i++) {
      wire.request("BREW" + i + " /nothing/" + i, "\r\n");
    }
    scrapes("{method=\"OTHER\",outcome=\"CLIENT_ERROR\",status=\"404\",uri=\"UNKNOWN\"} 5");
  }

  /// A request is recorded just after its response was written.
  private void scrapes(String sample) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(metrics.scrape()).contains(sample));
  }
}
