package orders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What ECS says of a task, as its documentation has it, and what it might say otherwise.
class TaskAddressTest {

  private static final String METADATA =
      """
      {"DockerId":"ea32192c8553fbff06c9340478a2ff089b2bb5646fb718b4ee206641c9086d66-527074092",
       "Name":"app","Image":"orders:0.1.0","DesiredStatus":"RUNNING","KnownStatus":"RUNNING",
       "Networks":[{"NetworkMode":"awsvpc","IPv4Addresses":["10.40.17.8"],
                    "MACAddress":"0e:9e:32:c7:48:85","PrivateDNSName":"ip-10-40-17-8.ec2.internal"}]}
      """;

  private @Nullable HttpServer ecs;

  @AfterEach
  void stop() {
    if (ecs != null) {
      ecs.stop(0);
    }
  }

  @Test
  void elsewhere_there_is_none() {
    assertThat(TaskAddress.of(Map.of())).isEmpty();
  }

  @Test
  void a_task_has_the_address_that_ecs_names() throws IOException {
    assertThat(TaskAddress.of(serving(200, METADATA))).contains("10.40.17.8");
  }

  @Test
  void a_process_on_every_address_tells_others_the_tasks() throws IOException {
    Map<String, String> environment = new HashMap<>(serving(200, METADATA));
    environment.put("ORDERS_HOST", "0.0.0.0");
    assertThat(Settings.read(environment, Map.of()).advertisedHost()).isEqualTo("10.40.17.8");
    assertThat(Settings.read(environment, Map.of("advertised.host", "other")).advertisedHost())
        .isEqualTo("other");
  }

  @Test
  void without_an_answer_nothing_is_guessed() throws IOException {
    Map<String, String> without = serving(200, "{\"Networks\":[{\"IPv4Addresses\":[]}]}");
    assertThatThrownBy(() -> TaskAddress.of(without))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("advertised.host");
    stop();
    Map<String, String> failing = serving(500, "");
    assertThatThrownBy(() -> TaskAddress.of(failing)).hasMessageContaining("status 500");
    stop();
    assertThatThrownBy(() -> TaskAddress.of(failing)).hasMessageContaining("advertised.host");
  }

  private Map<String, String> serving(int status, String body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ecs = server;
    server.createContext(
        "/v4/task",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return Map.of(
        TaskAddress.VARIABLE, "http://127.0.0.1:" + server.getAddress().getPort() + "/v4/task");
  }
}
