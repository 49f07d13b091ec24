package orders.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/// How many connections a server takes.
final class Crowd {

  private Crowd() {}

  /// How long connections are kept between requests, and how many; see [Limits]. At the limit
  /// nothing more is accepted, and what idles goes soon.
  ///
  /// @param percent of the descriptors of the process
  static void limit(Server server, int percent) {
    var limit = new NetworkConnectionLimit(connectionsMax(percent), server);
    limit.setEndPointIdleTimeout(Limits.CROWDED_IDLE_MAX.toMillis());
    server.addBean(limit);
    server.addEventListener(new Keeping());
  }

  /// Javalin adds its connector last.
  private static final class Keeping implements LifeCycle.Listener {
    @Override
    public void lifeCycleStarting(LifeCycle server) {
      for (Connector connector : ((Server) server).getConnectors()) {
        if (connector instanceof ServerConnector kept) {
          kept.setIdleTimeout(Limits.KEPT_MAX.toMillis());
          kept.setAcceptQueueSize(Limits.ACCEPT_QUEUE_MAX);
        }
      }
    }
  }

  /// A server without a descriptor left would neither accept nor reach its brokers.
  static int connectionsMax(int percent) {
    long descriptors =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE / 100;
    long share = descriptors / 100 * percent;
    return (int) Math.min(Limits.CONNECTIONS_MAX, share);
  }
}
