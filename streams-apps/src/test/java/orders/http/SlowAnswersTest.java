package orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that are taken steadily and far too slowly, on a server with little patience.
class SlowAnswersTest {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration ENDED_MAX = Duration.ofSeconds(30);
  private static final int BYTES = 64 << 20;
  private static final int CHUNK_BYTES = 1024;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final SlowCallers callers = new SlowCallers(server, ANSWER_MAX, ANSWER_MAX);

  @BeforeEach
  void start() throws Exception {
    var context = new ServletContextHandler("/");
    var requests = EnumSet.of(DispatcherType.REQUEST);
    context.addFilter(new UnderWay(() -> callers), "/*", requests);
    context.addServlet(new ServletHolder(new Much()), "/*");
    server.setHandler(context);
    server.addConnector(connector);
    server.addBean(callers);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void one_that_has_an_end_is_cut() throws IOException {
    try (var socket = ask("/much")) {
      InputStream in = socket.getInputStream();
      await().atMost(ENDED_MAX).until(() -> ended(in) || open() == 0);
    }
  }

  @Test
  void one_that_has_none_goes_on() throws IOException {
    try (var socket = ask("/endless")) {
      InputStream in = socket.getInputStream();
      long begun = System.nanoTime();
      await()
          .atMost(ENDED_MAX)
          .until(() -> System.nanoTime() - begun > ANSWER_MAX.multipliedBy(3).toNanos());
      assertThat(ended(in)).isFalse();
      assertThat(open()).isOne();
    }
  }

  private int open() {
    return connector.getConnectedEndPoints().size();
  }

  private Socket ask(String path) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(CHUNK_BYTES);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /// Takes a little more, and says whether there is none.
  private static boolean ended(InputStream in) {
    try {
      return in.readNBytes(CHUNK_BYTES).length < CHUNK_BYTES;
    } catch (IOException e) {
      return true;
    }
  }

  private static final class Much extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().equals("/endless")) {
        UnderWay.endless(request);
      }
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int written = 0; written < BYTES; written += chunk.length) {
        response.getOutputStream().write(chunk);
      }
    }
  }
}
