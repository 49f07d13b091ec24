package orders.app;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the transactions that processes of a Streams app left open when they died, as soon as the
/// group has noticed that they are gone.
///
/// Until then nobody reads past what they wrote, and their successors do not even learn where to go
/// on. A broker would end them, too, but it looks for such transactions every ten seconds only, and
/// Amazon MSK lets nobody change that.
final class AbandonedTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final Pattern OF_A_THREAD =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");

  private final KafkaConnection connection;
  private final String applicationId;
  private final AtomicInteger asked = new AtomicInteger();

  /// @param connection of that app: its name may end its own transactions
  AbandonedTransactions(KafkaConnection connection, String applicationId) {
    this.connection = connection;
    this.applicationId = applicationId;
  }

  /// Looks once, in a thread of its own; again if it was called meanwhile.
  void end() {
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name(applicationId + "-abandoned").start(this::look);
    }
  }

  private void look() {
    int seen;
    do {
      seen = asked.get();
      try (Admin admin =
          Admin.create(ClientProperties.admin(connection, applicationId + "-abandoned"))) {
        end(admin);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        LOG.warn("{} leaves abandoned transactions to the brokers", applicationId, e);
      }
    } while (!asked.compareAndSet(seen, 0));
  }

  private void end(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
    var ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    Set<String> own =
        answer(admin.listTransactions(ongoing).all()).stream()
            .map(TransactionListing::transactionalId)
            .filter(this::isOwn)
            .collect(Collectors.toSet());
    // Members are asked for after that: whoever is none now was none when it had something open.
    Set<String> abandoned = own.isEmpty() ? own : abandoned(own, members(admin));
    if (!abandoned.isEmpty()) {
      answer(admin.fenceProducers(abandoned).all());
      LOG.info("{} has ended the transactions of {}, who is gone", applicationId, abandoned);
    }
  }

  private List<String> members(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer(admin.describeConsumerGroups(List.of(applicationId)).all()).values().stream()
          .flatMap(group -> group.members().stream())
          .map(MemberDescription::clientId)
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  /// Kafka Streams calls the transactions of a thread `<application>-<process>-<thread>`. Another
  /// app may have a name that begins like this one's.
  boolean isOwn(String transactionalId) {
    return transactionalId.startsWith(applicationId + "-")
        && OF_A_THREAD.matcher(transactionalId.substring(applicationId.length() + 1)).matches();
  }

  /// Those of processes that are no members of the group.
  ///
  /// @param members the client ids of the group's members, which Kafka Streams calls
  ///     `<application>-<process>-StreamThread-<thread>-consumer`
  static Set<String> abandoned(Collection<String> own, Collection<String> members) {
    return own.stream()
        .filter(id -> members.stream().noneMatch(member -> member.startsWith(process(id) + "-")))
        .collect(Collectors.toSet());
  }

  private static String process(String transactionalId) {
    return transactionalId.substring(0, transactionalId.lastIndexOf('-'));
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
  }
}
