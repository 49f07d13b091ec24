package orders.app;

import java.util.UUID;
import org.apache.kafka.streams.state.HostInfo;

/// Where this process is reached, and under which name it is a member of its groups.
///
/// A member without a name can only leave by itself; one that died with its process is waited for
/// until its session ends. One with a name can be taken out by others, see [Peers]. The name is
/// another at each start: under the old one a process that is back would be given what it had,
/// although its state is cold.
///
/// @param host of its management server
/// @param start tells this start of the process from others
record Presence(HostInfo host, String start) {

  /// Kafka allows 249 characters, and Streams adds the number of a thread.
  private static final int HOST_MAX = 150;

  static Presence of(Settings settings) {
    return new Presence(
        new HostInfo(settings.advertisedHost(), settings.managementPort()),
        UUID.randomUUID().toString());
  }

  /// The `group.instance.id` of its consumers, to which Kafka Streams adds the number of a thread.
  String instance() {
    return prefix(host) + start;
  }

  /// Whether that member is one of the process at `host`, whichever start it is of.
  static boolean isAt(HostInfo host, String instance) {
    return instance.startsWith(prefix(host));
  }

  private static String prefix(HostInfo host) {
    String legal = host.host().replaceAll("[^A-Za-z0-9.-]", "-"); // the colons of IPv6
    return legal.substring(0, Math.min(HOST_MAX, legal.length())) + "_" + host.port() + "_";
  }
}
