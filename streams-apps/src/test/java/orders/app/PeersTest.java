package orders.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Another process ends, or seems to.
@Timeout(120)
class PeersTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<HostInfo> gone = new CopyOnWriteArrayList<>();
  private ServerSocket other;
  private HostInfo there;
  private volatile Set<HostInfo> others = Set.of();

  @BeforeEach
  void listen() throws IOException {
    other = listen(0);
    there = new HostInfo("127.0.0.1", other.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    other.close();
  }

  @Test
  void one_whose_connection_ends_and_that_listens_no_more_is_gone() throws IOException {
    others = Set.of(there);
    try (var _ = peers()) {
      dies();
      await().atMost(SOON).until(() -> !gone.isEmpty());
      assertThat(gone).containsExactly(there);
    }
  }

  @Test
  void one_that_closes_a_connection_and_listens_is_there() throws IOException {
    others = Set.of(there);
    try (var _ = peers()) {
      other.accept().close();
      try (Socket next = other.accept()) {
        next.getOutputStream().write("what was not asked".getBytes(UTF_8));
        next.getOutputStream().flush();
      }
      Socket reset = other.accept();
      reset.setSoLinger(true, 0);
      reset.close();
      other.accept().close();
    }
    assertThat(gone).isEmpty();
  }

  /// The end of a connection may be lost with the network.
  @Test
  void a_connection_that_is_silent_for_long_is_replaced() throws IOException {
    others = Set.of(there);
    try (var _ = new Peers(() -> others, gone::add, Duration.ofMillis(100));
        var _ = other.accept();
        var _ = other.accept()) {
      assertThat(gone).isEmpty();
    }
  }

  /// It is told of once for each time that it was there.
  @Test
  void one_that_comes_back_and_ends_again_is_gone_again() throws IOException {
    others = Set.of(there);
    try (var _ = peers()) {
      for (int times = 1; times <= 2; times++) {
        dies();
        int so = times;
        await().atMost(SOON).until(() -> gone.size() == so);
        other = listen(there.port());
      }
    }
  }

  @Test
  void one_that_was_never_met_is_not_gone() throws IOException {
    HostInfo never = new HostInfo("127.0.0.1", unused());
    others = Set.of(never, there);
    try (var _ = peers()) {
      dies();
      await().atMost(SOON).until(() -> !gone.isEmpty());
    }
    assertThat(gone).containsExactly(there);
  }

  @Test
  void one_that_is_no_peer_any_more_is_let_go() throws IOException {
    others = Set.of(there);
    try (var _ = peers()) {
      Socket held = other.accept();
      others = Set.of();
      assertThat(held.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(gone).isEmpty();
  }

  @Test
  void nobody_is_held_after_the_end() throws IOException {
    others = Set.of(there);
    Socket held;
    try (var _ = peers()) {
      held = other.accept();
    }
    assertThat(held.getInputStream().read()).isEqualTo(-1);
  }

  /// As a kernel ends it, once it has been met.
  private void dies() throws IOException {
    Socket held = other.accept();
    other.close();
    held.close();
  }

  private Peers peers() {
    return new Peers(() -> others, gone::add);
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  private static int unused() throws IOException {
    try (ServerSocket free = listen(0)) {
      return free.getLocalPort();
    }
  }
}
