package orders.app;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.kafka.AdminAnswer;
import orders.kafka.BrokerUnreachable;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the members of a process that has died out of its groups, which wait for it otherwise
/// until its sessions end. Whoever is alive after all comes back, as after such an end.
final class Departed {

  private static final Logger LOG = LoggerFactory.getLogger(Departed.class);

  /// What is not done by then would hardly be sooner than the session.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private final HostInfo host;

  /// @param host where the process was reached
  Departed(HostInfo host) {
    this.host = host;
  }

  /// Removes them from groups.
  ///
  /// @param connection of an app that may be a member of each of these groups
  void leave(KafkaConnection connection, Collection<String> groups) {
    Admin admin = Admin.create(ClientProperties.admin(connection, "orders-peers"));
    try {
      Map<String, KafkaFuture<Void>> asked = new HashMap<>();
      admin
          .describeConsumerGroups(groups)
          .describedGroups()
          .forEach(
              (group, described) -> {
                List<MemberToRemove> members = members(group, described);
                if (!members.isEmpty()) {
                  asked.put(group, remove(admin, group, members));
                }
              });
      asked.forEach(this::await);
    } catch (KafkaException e) {
      LOG.warn("{} leave the process at {} to its sessions", groups, host, e);
    } finally {
      admin.close(ANSWER_MAX);
    }
  }

  private List<MemberToRemove> members(
      String group, KafkaFuture<ConsumerGroupDescription> described) {
    try {
      return AdminAnswer.of(described, ANSWER_MAX).members().stream()
          .flatMap(member -> member.groupInstanceId().stream())
          .filter(name -> Presence.isAt(host, name))
          .map(MemberToRemove::new)
          .toList();
    } catch (IllegalStateException | BrokerUnreachable e) {
      LOG.warn("{} leaves the process at {} to its session: {}", group, host, e.getMessage());
      return List.of();
    }
  }

  private static KafkaFuture<Void> remove(Admin admin, String group, List<MemberToRemove> members) {
    var options = new RemoveMembersFromConsumerGroupOptions(members);
    options.reason("their process has died");
    return admin.removeMembersFromConsumerGroup(group, options).all();
  }

  private void await(String group, KafkaFuture<Void> removed) {
    try {
      AdminAnswer.of(removed, ANSWER_MAX);
      LOG.info("{} waits no longer for the process at {}", group, host);
    } catch (IllegalStateException | BrokerUnreachable e) {
      if (!AdminAnswer.refused(e, UnknownMemberIdException.class)) { // another one was faster
        LOG.warn("{} leaves the process at {} to its session: {}", group, host, e.getMessage());
      }
    }
  }
}
