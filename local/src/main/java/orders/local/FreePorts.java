package orders.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Loopback ports that nobody listens on now, and that no process of ours has been given that is
/// alive: each claims blocks of them by listening on a block's first port until it ends. They are
/// below those that connections are made from: whoever is started again finds its port free.
final class FreePorts {

  private static final int FROM = 20_000;
  private static final int UNTIL = 32_768;
  private static final int BLOCK = 64;
  private static final int TRIES_MAX = 1_000;

  private static final List<ServerSocket> CLAIMS = new ArrayList<>();
  private static int next;
  private static int end;

  private FreePorts() {}

  static synchronized int next() {
    for (int i = 0; i < TRIES_MAX; i++) {
      if (next == end) {
        claim();
      }
      int port = next++;
      try (var _ = listen(port)) {
        return port;
      } catch (IOException e) {
        // In use: another one then.
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static void claim() {
    for (int i = 0; i < TRIES_MAX; i++) {
      int first = FROM + BLOCK * ThreadLocalRandom.current().nextInt((UNTIL - FROM) / BLOCK);
      try {
        CLAIMS.add(listen(first));
        next = first + 1;
        end = first + BLOCK;
        return;
      } catch (IOException e) {
        // Somebody else's.
      }
    }
    throw new IllegalStateException("no free block of ports");
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
