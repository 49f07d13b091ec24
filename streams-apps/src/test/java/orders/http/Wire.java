package orders.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Bytes to a server and back, for what no HTTP client would send.
final class Wire {

  private static final int PATIENCE_MS = 10_000;

  private final int port;

  Wire(int port) {
    this.port = port;
  }

  /// A response as it came.
  record Raw(String text) {

    int status() {
      return Integer.parseInt(text.substring(9, 12));
    }

    boolean has(String header, String value) {
      return head().contains("\r\n" + header + ": " + value);
    }

    String head() {
      return text.substring(0, text.indexOf("\r\n\r\n") + 2);
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  /// A request line with the headers that every request here has.
  Raw request(String line, String more) {
    return send(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + more);
  }

  /// Sends, says that no more comes, and reads to the end.
  Raw send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Raw send(byte[] bytes) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return new Raw(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
