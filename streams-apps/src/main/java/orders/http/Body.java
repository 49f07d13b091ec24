package orders.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/// Reads a body within its limits of size and time.
final class Body {

  private static final int BYTES_FIRST = 8 * 1024;

  private Body() {}

  /// @throws Problem.Raised when it is too large, too slow, or not all there
  static byte[] read(HttpServletRequest request) {
    if (request.getContentLengthLong() > Limits.BODY_BYTES_MAX) {
      throw tooLarge();
    }
    try {
      return read(request.getInputStream());
    } catch (IOException e) {
      throw timedOut(e) ? tooSlow() : Requests.invalid("the body ends too early");
    }
  }

  /// One byte more than may be tells a body that is too large from one that just fits.
  private static byte[] read(InputStream body) throws IOException {
    long deadline = System.nanoTime() + Limits.BODY_WAIT_MAX.toNanos();
    byte[] bytes = new byte[BYTES_FIRST];
    int size = 0;
    for (int read; (read = body.read(bytes, size, bytes.length - size)) >= 0; ) {
      size += read;
      if (size > Limits.BODY_BYTES_MAX) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw tooSlow();
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(2 * size, Limits.BODY_BYTES_MAX + 1));
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  private static boolean timedOut(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static Problem.Raised tooLarge() {
    return Problem.of(Problem.Kind.BODY_TOO_LARGE, "at most " + Limits.BODY_BYTES_MAX + " bytes")
        .raised();
  }

  private static Problem.Raised tooSlow() {
    return Problem.of(
            Problem.Kind.REQUEST_TOO_SLOW,
            "a body arrives within " + Limits.BODY_WAIT_MAX.toSeconds() + " seconds")
        .raised();
  }
}
