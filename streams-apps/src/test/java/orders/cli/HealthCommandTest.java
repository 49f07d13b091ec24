package orders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

  @Test
  void a_process_that_is_ready_is_healthy() throws IOException {
    assertThat(asked(200)).isEqualTo(ExitCodes.OK);
  }

  @Test
  void one_that_is_not_ready_is_not() throws IOException {
    assertThat(asked(503)).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void nor_is_one_that_is_not_there() {
    assertThat(Main.line().execute("health", "--management-url=http://127.0.0.1:1"))
        .isEqualTo(ExitCodes.FAILED);
  }

  private static int asked(int status) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      return Main.line().execute("health", "--management-url=http://127.0.0.1:" + port);
    } finally {
      server.stop(0);
    }
  }
}
