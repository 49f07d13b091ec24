package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orders.kafka.BrokerUnreachable;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The brokers do not say what a request has to know.
class ClusterAwayTest {

  private static final Routes ASKING =
      routes -> {
        routes.get(
            "/places",
            _ -> {
              throw new BrokerUnreachable("the cluster does not answer within 10 s");
            });
        routes.get(
            "/ends",
            _ -> {
              throw new TimeoutException("Failed to get offsets by times in 10000ms");
            });
      };

  private final HttpServer server = HttpServer.start("127.0.0.1", 0, List.of(ASKING));
  private final Wire wire = new Wire(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoever_asks_is_told_to_ask_again() throws Exception {
    for (String path : List.of("/places", "/ends")) {
      var reply = wire.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(reply.status()).as(path).isEqualTo(503);
      assertThat(reply.text()).contains("Retry-After: 1", "/problems/unavailable");
    }
  }
}
