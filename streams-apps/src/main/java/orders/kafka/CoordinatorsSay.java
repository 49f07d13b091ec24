package orders.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;

/// What the coordinators of transactions say of some producers: where each has something open that
/// they will end.
///
/// @param open by producer; absent for a producer of which no coordinator tells us
/// @param wanted the producers whose ids are of those asked for
record CoordinatorsSay(Map<Long, Set<TopicPartition>> open, Set<Long> wanted) {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  /// Between two looks. A coordinator that is new knows nothing until it has read its log.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  /// Asks them twice.
  ///
  /// @throws BrokerUnreachable when one is away or moves meanwhile: it might know
  /// @throws IllegalStateException when the cluster refuses
  static CoordinatorsSay of(Admin admin, Set<Long> producers, Predicate<String> ids) {
    Map<Integer, Integer> leaders = leaders(admin);
    var said = new CoordinatorsSay(new HashMap<>(), new HashSet<>());
    said.ask(admin, producers, ids);
    pause();
    said.ask(admin, producers, ids);
    if (!leaders(admin).equals(leaders)) {
      throw new BrokerUnreachable("a coordinator of transactions has moved");
    }
    return said;
  }

  boolean knows(long producer) {
    return open.containsKey(producer);
  }

  /// Whether it is one of those asked for, and what it has open there will not be ended.
  boolean doneWith(long producer, TopicPartition where) {
    return wanted.contains(producer) && !open.getOrDefault(producer, Set.of()).contains(where);
  }

  private static Map<Integer, Integer> leaders(Admin admin) {
    String topic = Topic.TRANSACTION_STATE_TOPIC_NAME;
    Map<Integer, Integer> leaders = new HashMap<>();
    AdminAnswer.of(admin.describeTopics(Set.of(topic)).allTopicNames(), ANSWER_MAX)
        .values()
        .stream()
        .flatMap(description -> description.partitions().stream())
        .forEach(
            partition -> {
              Node leader = partition.leader();
              if (leader == null || leader.isEmpty()) {
                throw new BrokerUnreachable("a coordinator of transactions is away");
              }
              leaders.put(partition.partition(), leader.id());
            });
    return leaders;
  }

  private void ask(Admin admin, Set<Long> producers, Predicate<String> ours) {
    var some = new ListTransactionsOptions().filterProducerIds(producers);
    List<String> ids =
        AdminAnswer.of(admin.listTransactions(some).all(), ANSWER_MAX).stream()
            .map(TransactionListing::transactionalId)
            .toList();
    DescribeTransactionsResult described = admin.describeTransactions(ids);
    for (String id : ids) {
      try {
        var transaction = AdminAnswer.of(described.description(id), ANSWER_MAX);
        open.computeIfAbsent(transaction.producerId(), _ -> new HashSet<>())
            .addAll(transaction.topicPartitions());
        if (ours.test(id)) {
          wanted.add(transaction.producerId());
        }
      } catch (IllegalStateException e) {
        if (!AdminAnswer.refused(e, TransactionalIdNotFoundException.class)) {
          throw e;
        } // else it was forgotten meanwhile
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
