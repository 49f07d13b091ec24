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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/// Transactions that are open on a partition, and whose coordinator has done with them: it will
/// never end them, and readers of committed records wait there for good. In `__consumer_offsets` it
/// is a group that cannot learn where to go on.
///
/// Brokers are not supposed to leave any behind, and under enough failures of theirs they have.
public final class HangingTransactions {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  private final Admin admin;

  public HangingTransactions(Admin admin) {
    this.admin = admin;
  }

  /// One of them.
  ///
  /// @param from the offset of its first record
  /// @param last the time of its last record, as that record has it
  public record Hanging(TopicPartition where, long producer, long from, Instant last, End end) {

    /// How it is ended.
    record End(short epoch, int coordinator) {}

    private boolean is(Hanging other) {
      return where.equals(other.where) && producer == other.producer && from == other.from;
    }
  }

  /// Where to look.
  ///
  /// @param topics that are looked into
  /// @param expected those of them of which we must be able to tell whether they are there
  /// @param ids whose transactions
  public record Scope(Predicate<String> topics, Set<String> expected, Predicate<String> ids) {}

  /// What was found.
  ///
  /// @param looked topics that were looked into
  /// @param denied what we may not look into: topics, and producers whose ids we are not told
  /// @param silent partitions whose leader does not answer
  public record Found(List<Hanging> hanging, int looked, Set<String> denied, Set<String> silent) {}

  /// Looks into topics, `__consumer_offsets` among them.
  ///
  /// @param old how old the last record of a transaction is at least, by its own time
  /// @throws IllegalStateException when the cluster refuses
  /// @throws BrokerUnreachable when it does not answer, or coordinators are on the move
  public Found find(Scope scope, Instant now, Duration old) {
    var found = new Found(new ArrayList<>(), 0, new TreeSet<>(), new TreeSet<>());
    Set<String> expected = new TreeSet<>(scope.expected());
    expected.add(Topic.GROUP_METADATA_TOPIC_NAME);
    List<TopicPartition> partitions = new ArrayList<>();
    topics(expected, found).values().stream()
        .filter(topic -> scope.topics().test(topic.name()) || expected.contains(topic.name()))
        .forEach(
            topic -> {
              if (reads(topic)) {
                topic
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
              } else {
                found.denied().add(topic.name());
              }
            });
    List<Hanging> open =
        open(partitions, found).stream()
            .filter(one -> one.last().isBefore(now.minus(old)))
            .toList();
    int looked = (int) partitions.stream().map(TopicPartition::topic).distinct().count();
    List<Hanging> hanging = open.isEmpty() ? open : hanging(open, scope, found);
    return new Found(hanging, looked, found.denied(), found.silent());
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

  /// @param found is told of what we may not see
  private Map<String, TopicDescription> topics(Set<String> expected, Found found) {
    Set<String> names =
        new TreeSet<>(
            AdminAnswer.of(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names(), ANSWER_MAX));
    names.addAll(expected);
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
                if (!AdminAnswer.refused(e, UnknownTopicOrPartitionException.class)) {
                  found.denied().add(name);
                } // else it was deleted meanwhile, or never was there
              }
            });
    return topics;
  }

  private static boolean reads(TopicDescription topic) {
    Set<AclOperation> rights = topic.authorizedOperations();
    return rights == null || rights.isEmpty() || rights.contains(AclOperation.READ);
  }

  /// @param found is told of partitions whose leader does not answer
  private List<Hanging> open(Collection<TopicPartition> partitions, Found found) {
    var asked = admin.describeProducers(partitions);
    List<Hanging> open = new ArrayList<>();
    for (TopicPartition where : partitions) {
      try {
        AdminAnswer.of(asked.partitionResult(where), ANSWER_MAX).activeProducers().stream()
            .filter(producer -> producer.currentTransactionStartOffset().isPresent())
            .forEach(producer -> open.add(open(where, producer)));
      } catch (IllegalStateException | BrokerUnreachable e) {
        found.silent().add(where.toString());
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

  /// Those that their coordinators have done with, asked twice, and that are still open after that.
  private List<Hanging> hanging(List<Hanging> open, Scope scope, Found found) {
    Set<Long> producers = open.stream().map(Hanging::producer).collect(Collectors.toSet());
    CoordinatorsSay said = CoordinatorsSay.of(admin, producers, scope.ids());
    open.stream()
        .filter(one -> !said.knows(one.producer()))
        .forEach(one -> found.denied().add("producer " + one.producer() + " on " + one.where()));
    List<TopicPartition> places = open.stream().map(Hanging::where).distinct().toList();
    List<Hanging> still = open(places, found);
    return open.stream()
        .filter(one -> said.doneWith(one.producer(), one.where()))
        .filter(one -> still.stream().anyMatch(one::is))
        .toList();
  }
}
