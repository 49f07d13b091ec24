package orders.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orders.kafka.AdminAnswer;
import orders.kafka.BrokerUnreachable;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
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

  /// A broker that is gone with the process does not hold up the others' answers for longer.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  /// What a start gives a coordinator to end what its predecessor had open. Others would wait
  /// longer for a broker to do so, and the group waits for the dead one's session meanwhile.
  private static final Duration OWN_MAX = Duration.ofSeconds(6);

  /// While the group is at it: a process that died meanwhile is noticed later.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final int LOOKS_MAX = 60;
  private static final Pattern OF_A_THREAD =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");

  private final KafkaConnection connection;
  private final String applicationId;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean byName = true;

  /// The app whose transactions they are, in this process.
  interface Here {
    /// Whether the work is being shared out.
    boolean rebalances();

    /// The client ids of its own consumers.
    Collection<String> clients();
  }

  /// @param connection of that app: its name may end its own transactions
  AbandonedTransactions(KafkaConnection connection, String applicationId) {
    this.connection = connection;
    this.applicationId = applicationId;
  }

  /// Ends what this process had open when it died, before it is in the group again: under the same
  /// name it counts as alive, and so nobody else would. What cannot be ended in time is left to the
  /// brokers.
  ///
  /// @param clients the client ids of its own consumers, none of which has begun
  void endOwn(Collection<String> clients) {
    Set<String> ids =
        clients.stream()
            .map(AbandonedTransactions::ofThread)
            .filter(this::isOwn)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> processes =
        ids.stream().map(AbandonedTransactions::process).collect(Collectors.toSet());
    try {
      Admin admin = Admin.create(ClientProperties.admin(connection, applicationId + "-abandoned"));
      try {
        endAll(admin, ids); // that depends on nobody's list
        // It may have had more threads, and those that replace others have other numbers.
        Set<String> left = open(admin);
        if (!byName) { // older brokers have said so now
          left.addAll(open(admin));
        }
        left.removeIf(id -> ids.contains(id) || !processes.contains(process(id)));
        endAll(admin, left);
      } finally {
        admin.close(ANSWER_MAX);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} leaves what it had open to the brokers", applicationId, e);
    }
  }

  private void endAll(Admin admin, Set<String> ids) {
    if (!ids.isEmpty()) {
      LOG.info("{} ends what it may have had open: {}", applicationId, ids);
      var options = new FenceProducersOptions().timeoutMs((int) OWN_MAX.toMillis());
      admin.fenceProducers(ids, options).fencedProducers().forEach(this::awaitEnd);
    }
  }

  private void awaitEnd(String id, KafkaFuture<Void> fenced) {
    try {
      AdminAnswer.of(fenced, OWN_MAX);
    } catch (IllegalStateException | BrokerUnreachable e) {
      LOG.warn("{} leaves what {} had open: {}", applicationId, id, e.getMessage());
    }
  }

  /// What Kafka Streams calls the transactions of the thread whose consumer this is.
  private static String ofThread(String consumer) {
    return consumer.replaceFirst("-StreamThread-(\\d+)-consumer$", "-$1");
  }

  /// Looks, in a thread of its own, until the work is shared out.
  void end(Here here) {
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name(applicationId + "-abandoned").start(() -> look(here));
    }
  }

  private void look(Here here) {
    try (Admin admin =
        Admin.create(ClientProperties.admin(connection, applicationId + "-abandoned"))) {
      int looks = 0;
      int seen;
      do {
        seen = asked.get();
        lookOnce(admin, here);
        Thread.sleep(LOOK_EVERY);
      } while ((here.rebalances() && ++looks < LOOKS_MAX) || !asked.compareAndSet(seen, 0));
    } catch (InterruptedException e) {
      asked.set(0);
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      asked.set(0);
      LOG.warn("{} leaves abandoned transactions to the brokers", applicationId, e);
    }
  }

  private void lookOnce(Admin admin, Here here) {
    try {
      Set<String> own = open(admin);
      // Members are asked for after that: whoever is none now was none when it had something open.
      if (!own.isEmpty()) {
        List<String> members = members(admin);
        members.addAll(here.clients());
        abandoned(own, members).forEach(id -> fence(admin, id));
      }
    } catch (IllegalStateException | BrokerUnreachable e) {
      LOG.warn("{} cannot look for abandoned transactions: {}", applicationId, e.getMessage());
    }
  }

  /// What brokers that answer know of.
  private Set<String> open(Admin admin) {
    Set<String> open = new HashSet<>();
    for (var broker : answer(admin.listTransactions(wanted()).byBrokerId()).values()) {
      try {
        answer(broker).stream()
            .map(TransactionListing::transactionalId)
            .filter(this::isOwn)
            .forEach(open::add);
      } catch (IllegalStateException | BrokerUnreachable e) {
        byName &= !AdminAnswer.refused(e, UnsupportedVersionException.class); // for the next look
        LOG.debug("a broker does not say which transactions are open", e);
      }
    }
    return open;
  }

  /// Those of the app alone, where brokers (from 4.1 on) can tell: of others it may know nothing,
  /// and a broker that has to leave them out writes each of them down as refused.
  private ListTransactionsOptions wanted() {
    var ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    return byName ? ongoing.filterOnTransactionalIdPattern(applicationId + "-.*") : ongoing;
  }

  private List<String> members(Admin admin) {
    try {
      return answer(admin.describeConsumerGroups(List.of(applicationId)).all()).values().stream()
          .flatMap(group -> group.members().stream())
          .map(MemberDescription::clientId)
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (IllegalStateException e) {
      if (AdminAnswer.refused(e, GroupIdNotFoundException.class)) {
        return new ArrayList<>();
      }
      throw e;
    }
  }

  private void fence(Admin admin, String id) {
    try {
      answer(admin.fenceProducers(List.of(id)).all());
      LOG.info("{} has ended the transaction of {}, who is gone", applicationId, id);
    } catch (IllegalStateException | BrokerUnreachable e) {
      LOG.warn("{} cannot end the transaction of {}: {}", applicationId, id, e.getMessage());
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

  private static <T> T answer(KafkaFuture<T> future) {
    return AdminAnswer.of(future, ANSWER_MAX);
  }
}
