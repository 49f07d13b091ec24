package orders.torture.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A link in every weather, with a server behind it that says everything again.
@Timeout(20)
class TcpProxyTest {

  private static final int SHORT_MS = 200;

  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = TcpProxy.start(0, echo::getLocalPort, new SplittableRandom(1));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void in_fair_weather_everything_gets_through() throws IOException {
    try (Socket client = connect()) {
      assertThat(said(client, 'a')).isEqualTo('a');
    }
  }

  @Test
  void what_is_sent_in_silence_gets_through_when_it_clears_up() throws IOException {
    try (Socket client = connect()) {
      assertThat(said(client, 'a')).isEqualTo('a');
      proxy.weather(Weather.SILENT);
      assertNoAnswer(client, 'b');
      proxy.weather(Weather.FAIR);
      assertThat(client.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void a_deaf_link_carries_requests_and_keeps_their_answers() throws IOException {
    try (Socket client = connect()) {
      proxy.weather(Weather.DEAF);
      assertNoAnswer(client, 'a');
      proxy.weather(Weather.FAIR);
      assertThat(client.getInputStream().read()).isEqualTo('a');
    }
  }

  @Test
  void a_cut_ends_connections_and_new_ones_as_well() throws IOException {
    try (Socket client = connect()) {
      assertThat(said(client, 'a')).isEqualTo('a');
      proxy.weather(Weather.CUT);
      assertThat(ends(client)).isTrue();
    }
    try (Socket client = connect()) {
      assertThat(ends(client)).isTrue();
    }
    proxy.weather(Weather.FAIR);
    try (Socket client = connect()) {
      assertThat(said(client, 'b')).isEqualTo('b');
    }
  }

  @Test
  void resets_hit_connections_sooner_or_later() throws IOException {
    proxy.weather(Weather.RESETTING);
    try (Socket client = connect()) {
      assertThatThrownBy(
              () -> {
                while (said(client, 'a') >= 0) {
                  // Until it fails.
                }
                throw new IOException("ended");
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void connections_that_have_ended_are_forgotten_however_they_ended() throws IOException {
    try (Socket client = connect()) {
      assertThat(said(client, 'a')).isEqualTo('a');
      assertThat(proxy.connections()).isEqualTo(1);
    }
    awaitNone();
    proxy.weather(Weather.CUT);
    try (Socket client = connect()) {
      assertThat(ends(client)).isTrue();
    }
    awaitNone();
    proxy.weather(Weather.FAIR);
    echo.close(); // nobody is there to connect to
    try (Socket client = connect()) {
      assertThat(ends(client)).isTrue();
    }
    awaitNone();
  }

  private void awaitNone() {
    await().untilAsserted(() -> assertThat(proxy.connections()).isZero());
  }

  private void assertNoAnswer(Socket client, int text) throws IOException {
    client.setSoTimeout(SHORT_MS);
    assertThatThrownBy(() -> said(client, text)).isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(0);
  }

  private static boolean ends(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static int said(Socket client, int text) throws IOException {
    client.getOutputStream().write(text);
    return client.getInputStream().read();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket client = echo.accept();
        Thread.ofVirtual().start(() -> repeat(client));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private static void repeat(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The connection was broken, as it should be.
    }
  }
}
