package orders.torture.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import orders.torture.history.Operation;

/// A client that goes away before it was answered.
final class Abrupt {

  private static final int CONNECT_MS = 2_000;

  private Abrupt() {}

  /// @param whole whether all of the request is sent, or half of its body
  static void send(int port, Ask ask, boolean whole) {
    byte[] body = ask.body().getBytes(StandardCharsets.UTF_8);
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      OutputStream out = socket.getOutputStream();
      out.write(head(ask, body.length).getBytes(StandardCharsets.US_ASCII));
      out.write(whole ? body : Arrays.copyOf(body, body.length / 2));
      out.flush();
      socket.setSoLinger(!whole, 0); // half a body ends with a reset
    } catch (IOException e) {
      // The instance is down: it was not even sent.
    }
  }

  private static String head(Ask ask, int length) {
    String version =
        ask.expected() == Operation.NONE ? "" : "If-Match: \"" + ask.expected() + "\"\r\n";
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: %s\r\n%sContent-Length: %d\r\n\r\n"
        .formatted(ask.path(), ask.key(), version, length);
  }
}
