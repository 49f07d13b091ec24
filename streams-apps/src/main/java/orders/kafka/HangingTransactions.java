package orders.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.internals.Topic;

/// Transactions that are open on a partition, and whose coordinator has done with them: it will
/// never end them, and readers of committed records wait there for good. In `__consumer_offsets` it
/// is a group that cannot learn where to go on.
///
/// Brokers are not supposed to leave any behind, and under enough failures of theirs they have.
public final class HangingTransactions {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  /// Longer than brokers let a transaction last, unless they are told otherwise
  /// (`transaction.max.timeout.ms`). Whoever sees no id for a producer may have no right to see it.
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Admin admin;

  public HangingTransactions(Admin admin) {
    this.admin = admin;
  }

  /// One of them.
  ///
  /// @param from the offset of its first record
  /// @param last when its last record was written
  public record Hanging(TopicPartition where, long producer, long from, Instant last, End end) {

    /// How it is ended.
    record End(short epoch, int coordinator) {}

    private boolean is(Hanging other) {
      return where.equals(other.where) && producer == other.producer && from == other.from;
    }
  }

  /// What was found.
  ///
  /// @param looked topics that were looked into
  /// @param unseen topics and partitions of those wanted about which nobody would tell
  public record Found(List<Hanging> hanging, int looked, List<String> unseen) {}

  /// Looks into topics, `__consumer_offsets` among them.
  ///
  /// @param wanted which topics, by name
  /// @param silent what has written since may be under way: longer than a transaction lasts
  /// @throws IllegalStateException when the cluster refuses
  /// @throws BrokerUnreachable when it does not answer, or coordinators are on the move
  public Found find(Predicate<String> wanted, Instant now, Duration silent) {
    Set<String> unseen = new TreeSet<>();
    Map<String, TopicDescription> all = topics(unseen);
    List<TopicPartition> partitions = new ArrayList<>();
    Predicate<String> some = wanted.or(Topic.GROUP_METADATA_TOPIC_NAME::equals);
    all.values().stream()
        .filter(topic -> some.test(topic.name()))
        .forEach(
            topic -> {
              if (reads(topic)) {
                topic
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
              } else {
                unseen.add(topic.name());
              }
            });
    List<Hanging> open =
        open(partitions, unseen).stream()
            .filter(one -> one.last().isBefore(now.minus(silent)))
            .toList();
    int looked = (int) partitions.stream().map(TopicPartition::topic).distinct().count();
    List<Hanging> hanging = open.isEmpty() ? open : hanging(open, now);
    return new Found(hanging, looked, List.copyOf(unseen));
  }

  /// Ends one: what it wrote was never written.
  ///
  /// @throws IllegalStateException when the cluster refuses, as it does to whoever may not alter it
  public void abort(Hanging one) {
    var spec =
        new AbortTransactionSpec(
            one.where(), one.producer(), one.end().epoch(), one.end().coordinator());
    AdminAnswer.of(admin.abortTransaction(spec).all(), ANSWER_MAX);
  }

  /// @param unseen is told when we may not see places of groups
  private Map<String, TopicDescription> topics(Collection<String> unseen) {
    Set<String> names =
        new TreeSet<>(
            AdminAnswer.of(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names(), ANSWER_MAX));
    names.add(Topic.GROUP_METADATA_TOPIC_NAME);
    var withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, TopicDescription> topics = new TreeMap<>();
    admin
        .describeTopics(names, withRights)
        .topicNameValues()
        .forEach(
            (name, topic) -> {
              try {
                topics.put(name, AdminAnswer.of(topic, ANSWER_MAX));
              } catch (IllegalStateException e) {
                if (AdminAnswer.refused(e, AuthorizationException.class)) {
                  unseen.add(name);
                } // else it was deleted meanwhile, or never was there
              }
            });
    return topics;
  }

  private static boolean reads(TopicDescription topic) {
    Set<AclOperation> rights = topic.authorizedOperations();
    return rights == null || rights.isEmpty() || rights.contains(AclOperation.READ);
  }

  /// @param unseen is told of partitions whose leader does not answer
  private List<Hanging> open(Collection<TopicPartition> partitions, Collection<String> unseen) {
    var asked = admin.describeProducers(partitions);
    List<Hanging> open = new ArrayList<>();
    for (TopicPartition where : partitions) {
      try {
        AdminAnswer.of(asked.partitionResult(where), ANSWER_MAX).activeProducers().stream()
            .filter(producer -> producer.currentTransactionStartOffset().isPresent())
            .forEach(producer -> open.add(open(where, producer)));
      } catch (IllegalStateException | BrokerUnreachable e) {
        unseen.add(where.toString());
      }
    }
    return open;
  }

  private static Hanging open(TopicPartition where, ProducerState producer) {
    return new Hanging(
        where,
        producer.producerId(),
        producer.currentTransactionStartOffset().orElseThrow(),
        Instant.ofEpochMilli(producer.lastTimestamp()),
        new Hanging.End((short) producer.producerEpoch(), producer.coordinatorEpoch().orElse(0)));
  }

  /// Those that no coordinator has, asked twice, and that are still open after that.
  private List<Hanging> hanging(List<Hanging> open, Instant now) {
    Set<Long> producers = open.stream().map(Hanging::producer).collect(Collectors.toSet());
    CoordinatorsSay said = CoordinatorsSay.of(admin, producers);
    List<TopicPartition> places = open.stream().map(Hanging::where).distinct().toList();
    List<Hanging> still = open(places, new ArrayList<>());
    return open.stream()
        .filter(
            one ->
                said.knows(one.producer())
                    ? !said.ends(one.producer(), one.where())
                    : one.last().isBefore(now.minus(LONGEST)))
        .filter(one -> still.stream().anyMatch(one::is))
        .toList();
  }
}
