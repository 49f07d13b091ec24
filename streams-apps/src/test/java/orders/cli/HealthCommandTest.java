package orders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

  @Test
  void a_process_that_is_ready_is_healthy() throws IOException {
    assertThat(asked(200)).isEqualTo(ExitCodes.OK);
  }

  @Test
  void one_that_has_to_be_replaced_is_not() throws IOException {
    assertThat(asked(503)).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void one_that_is_not_ready_is_well_and_takes_no_requests() throws IOException {
    assertThat(asked(200, 503)).isEqualTo(ExitCodes.OK);
    assertThat(asked(200, 503, "--ready")).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void nor_is_one_that_is_not_there() {
    assertThat(Main.line().execute("health", "--management-url=http://127.0.0.1:1"))
        .isEqualTo(ExitCodes.FAILED);
  }

  private static int asked(int status) throws IOException {
    return asked(status, status);
  }

  private static int asked(int live, int ready, String... more) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/livez", live);
    answer(server, "/readyz", ready);
    server.start();
    try {
      List<String> all = new ArrayList<>(List.of("health"));
      all.add("--management-url=http://127.0.0.1:" + server.getAddress().getPort());
      all.addAll(List.of(more));
      return Main.line().execute(all.toArray(String[]::new));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpServer server, String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }
}
