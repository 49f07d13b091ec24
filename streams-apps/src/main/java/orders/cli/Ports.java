package orders.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/// Looks at ports before anything is started: half a system is worse than none.
public final class Ports {

  private Ports() {}

  /// @param ports by what each is for
  /// @throws Failure naming the first that is taken, and by whom
  public static void check(String host, Map<String, Integer> ports) {
    ports.forEach(
        (purpose, port) -> {
          if (port != 0 && taken(host, port)) {
            throw new Failure(
                ExitCodes.BAD_CONFIGURATION,
                "port " + port + " (" + purpose + ") is in use by " + holder(port),
                "end that process or choose another port");
          }
        });
  }

  private static boolean taken(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// The process that listens there, as far as this user may see it.
  private static String holder(int port) {
    return PortHolder.find(port).orElse("another process");
  }
}
