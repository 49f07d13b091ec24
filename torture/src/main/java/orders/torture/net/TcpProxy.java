package orders.torture.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// Forwards connections on loopback, under a weather that changes while they are open.
public final class TcpProxy implements AutoCloseable {

  private static final int CHUNK_BYTES = 16_384;
  private static final int SLOW_BYTES = 2_048;
  private static final long SLOW_MS = 40;

  /// One chunk in so many is answered with a reset.
  private static final int RESET_EVERY = 25;

  private static final int CONNECT_MS = 2_000;
  private static final int BACKLOG = 200;

  private final ServerSocket server;
  private final IntSupplier target;
  private final SplittableRandom random;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private Weather weather = Weather.FAIR;

  private TcpProxy(ServerSocket server, IntSupplier target, SplittableRandom random) {
    this.server = server;
    this.target = target;
    this.random = random;
  }

  /// Starts to take connections.
  ///
  /// @param port on loopback
  /// @param target the port that a new connection goes to
  public static TcpProxy start(int port, IntSupplier target, SplittableRandom random) {
    try {
      var server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      var proxy = new TcpProxy(server, target, random);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + port, e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Connections that are open.
  public int connections() {
    return links.size();
  }

  /// Changes the weather, for connections that are open as well.
  public void weather(Weather next) {
    synchronized (this) {
      weather = next;
      notifyAll();
    }
    if (next == Weather.CUT) {
      links.forEach(Link::close);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
    weather(Weather.FAIR);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> open(client));
      } catch (IOException e) {
        // Closed, or the client is gone already.
      }
    }
  }

  private void open(Socket client) {
    var upstream = new Socket();
    var link = new Link(client, upstream);
    links.add(link);
    try {
      if (now() == Weather.CUT) {
        link.close();
        return;
      }
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      upstream.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()), CONNECT_MS);
      Thread.ofVirtual().start(() -> pump(link, upstream, client, true));
      pump(link, client, upstream, false);
    } catch (IOException e) {
      link.close();
    }
  }

  private void pump(Link link, Socket from, Socket to, boolean answers) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (link) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int most = CHUNK_BYTES;
      for (int n = in.read(chunk, 0, most); n >= 0; n = in.read(chunk, 0, most)) {
        Weather at = pass(answers);
        if (at == Weather.RESETTING && unlucky()) {
          link.reset();
          return;
        }
        if (at == Weather.SLOW) {
          Thread.sleep(SLOW_MS);
        }
        out.write(chunk, 0, n);
        most = at == Weather.SLOW ? SLOW_BYTES : CHUNK_BYTES;
      }
    } catch (IOException e) {
      // One side is gone; the other follows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits while nothing gets through.
  private synchronized Weather pass(boolean answers) throws InterruptedException {
    while (weather == Weather.SILENT || (weather == Weather.DEAF && answers)) {
      wait();
    }
    return weather;
  }

  private synchronized Weather now() {
    return weather;
  }

  private synchronized boolean unlucky() {
    return random.nextInt(RESET_EVERY) == 0;
  }

  private final class Link implements AutoCloseable {
    private final Socket client;
    private final Socket upstream;

    Link(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    /// Both sides are told of a failure rather than of an end.
    void reset() throws IOException {
      client.setSoLinger(true, 0);
      upstream.setSoLinger(true, 0);
    }

    @Override
    public void close() {
      links.remove(this);
      for (Socket socket : new Socket[] {client, upstream}) {
        try {
          socket.close();
        } catch (IOException e) {
          // It is of no use any more either way.
        }
      }
    }
  }
}
