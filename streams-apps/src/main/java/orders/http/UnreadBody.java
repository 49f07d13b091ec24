package orders.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers, and only then reads on, within limits, what a refused caller is still sending. A
/// connection that is closed over unread bytes is reset, and the answer may be lost with it.
final class UnreadBody extends HttpFilter {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
  private static final int CHUNK_BYTES = 16 * 1024;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (!request.isAsyncStarted() && sends(request) && !request.getInputStream().isFinished()) {
      response.getOutputStream().close();
      discard(request);
    }
  }

  /// Whether a body is on its way; one that waits for our word never is.
  private static boolean sends(HttpServletRequest request) {
    boolean announced =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    return announced && request.getHeader("Expect") == null;
  }

  private static void discard(HttpServletRequest request) {
    EndPoint connection = UnderWay.connection(request);
    long usual = connection.getIdleTimeout();
    connection.setIdleTimeout(Limits.UNREAD_PAUSE_MAX.toMillis());
    try {
      discard(request.getInputStream());
      connection.setIdleTimeout(usual);
    } catch (IOException e) {
      LOG.debug("a refused caller stopped sending: {}", e.toString());
    }
  }

  private static void discard(InputStream body) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long left = Limits.UNREAD_BYTES_MAX;
    long deadline = System.nanoTime() + Limits.UNREAD_WAIT_MAX.toNanos();
    while (left > 0 && System.nanoTime() < deadline) {
      int read = body.read(chunk);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }
}
