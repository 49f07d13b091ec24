package orders.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import orders.contract.ConfluentDialect;
import orders.contract.RegistryClient;
import orders.contract.SchemaStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A registry that is away at the moment when a new id comes.
class PatientDialectTest {

  private static final String ANSWER = "{\"schema\":\"\\\"string\\\"\"}";

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean away = asked.incrementAndGet() <= failures.get();
          byte[] body = (away ? "{}" : ANSWER).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(away ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    client = new RegistryClient(List.of(url), Optional.empty());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void a_blip_is_waited_through() {
    failures.set(3);
    assertThat(patient(Duration.ofSeconds(20)).byId(1)).isPresent();
    assertThat(asked).hasValue(4);
  }

  @Test
  void an_outage_is_said_in_time() {
    failures.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> patient(Duration.ofMillis(500)).byId(1))
        .isInstanceOf(SchemaStore.Unavailable.class);
    assertThat(asked.get()).isBetween(2, 5);
  }

  private PatientDialect<Integer> patient(Duration waitMax) {
    return new PatientDialect<>(new ConfluentDialect(client), waitMax);
  }
}
