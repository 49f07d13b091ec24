package orders.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orders.watch.Pulse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices at once that another process has died, while its groups wait for its sessions to end.
///
/// A kernel closes the connections of a process that ends, however it ends. So there is one to the
/// management server of every other instance, on which nothing is said. When it ends and nobody
/// listens there any more, that process is gone. Whoever is slow, or stands still, or cannot be
/// reached, is not: that is left to the session.
final class Peers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

  /// New instances are met after so long.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final Duration ROUND_MAX = Duration.ofSeconds(10);

  /// One that is there answers sooner; who does not is no proof of anything.
  private static final Duration CONNECT_MAX = Duration.ofMillis(500);

  /// A server closes connections on which nothing is said, so there is a next one. One that was
  /// taken while the process ended is closed, too.
  private static final Duration AGAIN = Duration.ofMillis(50);

  /// A server closes a connection sooner (`Limits.KEPT_MAX`). Where nobody learns of the end, since
  /// the network was away then, the next one tells.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(90);

  private final Supplier<Set<HostInfo>> others;
  private final Consumer<HostInfo> gone;
  private final int silenceMillis;
  private final Map<HostInfo, Line> lines = new HashMap<>();
  private final Pulse pulse = new Pulse("peers", ROUND_MAX);
  private final Thread looking = pulse.thread(this::look);

  /// @param others the instances that there are, this one left out
  /// @param gone is told who has died, in a thread of its own
  Peers(Supplier<Set<HostInfo>> others, Consumer<HostInfo> gone) {
    this(others, gone, SILENCE_MAX);
  }

  /// @param silence after which a connection is replaced by another one
  Peers(Supplier<Set<HostInfo>> others, Consumer<HostInfo> gone, Duration silence) {
    this.others = others;
    this.gone = gone;
    this.silenceMillis = (int) silence.toMillis();
    looking.start();
  }

  private void look() {
    try {
      while (true) {
        follow(others.get());
        pulse.beat();
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      lines.values().forEach(Line::close);
    }
  }

  private void follow(Set<HostInfo> now) {
    lines
        .entrySet()
        .removeIf(
            line -> {
              boolean left = !now.contains(line.getKey());
              if (left) {
                line.getValue().close();
              }
              return left;
            });
    now.stream()
        .filter(host -> host.port() > 0)
        .forEach(host -> lines.computeIfAbsent(host, Line::new));
  }

  Pulse pulse() {
    return pulse;
  }

  @Override
  public void close() {
    pulse.closing();
    looking.interrupt();
  }

  /// The connection to one instance.
  private final class Line {
    private final HostInfo host;
    private final Thread holding;
    private boolean met;

    Line(HostInfo host) {
      this.host = host;
      this.holding = Thread.ofVirtual().name("peer-" + host.port()).start(this::hold);
    }

    void close() {
      holding.interrupt();
    }

    private void hold() {
      try {
        while (true) {
          if (!connect() && met) {
            met = false; // until somebody listens there again
            LOG.info("the process at {}:{} is gone", host.host(), host.port());
            gone.accept(host);
          }
          Thread.sleep(met ? AGAIN : LOOK_EVERY);
        }
      } catch (InterruptedException e) {
        LOG.debug("{} is no peer any more", host);
      }
    }

    /// Holds a connection for as long as it lasts.
    ///
    /// @return false when nobody listens there
    private boolean connect() {
      try (var socket = new Socket()) {
        var address = new InetSocketAddress(host.host(), host.port());
        socket.connect(address, (int) CONNECT_MAX.toMillis());
        met = true;
        socket.setSoTimeout(silenceMillis);
        while (socket.getInputStream().read() >= 0) {
          // Nothing was asked; whatever it is, somebody is there.
        }
        return true;
      } catch (ConnectException e) {
        return false;
      } catch (IOException e) { // too slow, too far away, reset, or silent: it may be there
        return true;
      }
    }
  }
}
