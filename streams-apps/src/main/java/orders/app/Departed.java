package orders.app;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /// Removes them from groups: from each as soon as it has answered.
  ///
  /// @param connection of an app that may be a member of each of these groups
  void leave(KafkaConnection connection, Collection<String> groups) {
    try {
      Admin admin = Admin.create(ClientProperties.admin(connection, "orders-peers"));
      try {
        leave(admin, groups);
      } finally {
        admin.close(ANSWER_MAX);
      }
    } catch (KafkaException e) {
      LOG.warn("{} leave the process at {} to its sessions", groups, host, e);
    }
  }

  private void leave(Admin admin, Collection<String> groups) {
    Map<String, CompletableFuture<Void>> left = new HashMap<>();
    admin
        .describeConsumerGroups(groups)
        .describedGroups()
        .forEach((group, described) -> left.put(group, leave(admin, group, described)));
    long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
    left.forEach((group, done) -> await(group, done, deadline));
  }

  private CompletableFuture<Void> leave(
      Admin admin, String group, KafkaFuture<ConsumerGroupDescription> described) {
    return described
        .toCompletionStage()
        .thenApply(this::members)
        .thenCompose(
            members ->
                members.isEmpty()
                    ? CompletableFuture.completedStage(null)
                    : remove(admin, group, members).toCompletionStage())
        .toCompletableFuture();
  }

  private List<MemberToRemove> members(ConsumerGroupDescription group) {
    return group.members().stream()
        .flatMap(member -> member.groupInstanceId().stream())
        .filter(name -> Presence.isAt(host, name))
        .map(MemberToRemove::new)
        .toList();
  }

  private KafkaFuture<Void> remove(Admin admin, String group, List<MemberToRemove> members) {
    LOG.info("{} waits no longer for the process at {}", group, host);
    var options = new RemoveMembersFromConsumerGroupOptions(members);
    options.reason("their process has died");
    return admin.removeMembersFromConsumerGroup(group, options).all();
  }

  private void await(String group, CompletableFuture<Void> left, long deadline) {
    try {
      left.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownMemberIdException)) { // another one was faster
        LOG.warn("{} leaves the process at {} to its session", group, host, e.getCause());
      }
    } catch (TimeoutException e) {
      LOG.warn("{} does not answer: the process at {} is left to its session", group, host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
