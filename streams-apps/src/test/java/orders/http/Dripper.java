package orders.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A caller who holds a connection with as little as it can, until it is cut or answered.
///
/// @param begin sent at once
/// @param drip sent again and again after it; nothing is when it is empty
/// @param bytesRead taken of the answer between two drips
/// @param over ends it
record Dripper(int port, String begin, String drip, int bytesRead, CountDownLatch over)
    implements Callable<Dripper.End> {

  private static final Duration EVERY = Duration.ofMillis(300);
  /// Who is not cut goes on for so long: far longer than any limit, on a busy machine, too.
  static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int RECEIVE_BUFFER_BYTES = 1024;

  /// @param held how long the connection was open
  /// @param status of an answer
  record End(Duration held, Optional<Integer> status) {}

  @Override
  public End call() throws InterruptedException {
    long begun = System.nanoTime();
    var answer = new StringBuilder();
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout((int) EVERY.toMillis());
      socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
      while (since(begun).compareTo(LONGEST) < 0 && over.getCount() > 0) {
        int taken = take(socket.getInputStream(), answer);
        if (taken < 0) {
          break;
        }
        if (taken == 0 || bytesRead > 0) {
          socket.getOutputStream().write(drip.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      // Cut.
    }
    return new End(since(begun), status(answer));
  }

  /// Waits for some of the answer as long as a drip takes; 0 when there was none, -1 at its end.
  private int take(InputStream in, StringBuilder answer) throws IOException, InterruptedException {
    if (bytesRead > 0 && over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      return -1;
    }
    byte[] some = new byte[bytesRead > 0 ? bytesRead : 4096];
    try {
      int taken = in.read(some);
      answer.append(new String(some, 0, Math.max(0, taken), StandardCharsets.ISO_8859_1));
      return taken;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private static Optional<Integer> status(CharSequence answer) {
    return answer.length() < 12
        ? Optional.empty()
        : Optional.of(Integer.parseInt(answer.subSequence(9, 12).toString()));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
