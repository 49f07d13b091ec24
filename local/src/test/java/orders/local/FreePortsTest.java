package orders.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ports are given out before anybody listens on them.
class FreePortsTest {

  private static final int SOME = 2_000;

  @Test
  void two_processes_are_never_given_the_same() throws Exception {
    Process other = JavaProcess.of(List.of("-Xmx64m"), Asker.class, List.of()).start();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      Set<Integer> given = new HashSet<>();
      for (int i = 0; i < SOME; i++) {
        given.add(FreePorts.next());
        given.add(Integer.parseInt(requireNonNull(said.readLine())));
      }
      assertThat(given).hasSize(2 * SOME);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void what_somebody_listens_on_is_passed_over() throws Exception {
    int port = FreePorts.next();
    try (var _ = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePorts.next()).isNotEqualTo(port + 1);
    }
  }

  /// Another process.
  public static final class Asker {

    private Asker() {}

    /// Says which it is given, and stays.
    public static void main(String[] arguments) throws Exception {
      for (int i = 0; i < SOME; i++) {
        System.out.println(FreePorts.next());
      }
      System.in.read();
    }
  }
}
