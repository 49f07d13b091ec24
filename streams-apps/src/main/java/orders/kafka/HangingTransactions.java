package orders.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/// Transactions that are open on a partition and that no coordinator knows of any more: it will
/// never end them, and readers of committed records wait there for good. In
/// `__consumer_offsets` it is a group that cannot learn where to go on.
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
  /// @param last when its last record was written
  public record Hanging(TopicPartition where, long producer, long from, Instant last, End end) {

    /// How it is ended.
    record End(short epoch, int coordinator) {}
  }

  /// What was found.
  ///
  /// @param looked topics that were looked into
  /// @param unseen topics whose producers we may not ask for
  public record Found(List<Hanging> hanging, int looked, List<String> unseen) {}

  /// Looks into every topic that there is and that we may read.
  ///
  /// @param silent what has written since may be under way: longer than any transaction lasts
  /// @throws IllegalStateException when the cluster refuses
  /// @throws BrokerUnreachable when it does not answer
  public Found find(Instant now, Duration silent) {
    Collection<TopicDescription> all = topics();
    Set<String> readable =
        all.stream()
            .filter(topic -> reads(topic))
            .map(TopicDescription::name)
            .collect(Collectors.toSet());
    List<TopicPartition> partitions =
        all.stream()
            .filter(topic -> readable.contains(topic.name()))
            .flatMap(HangingTransactions::partitions)
            .toList();
    List<Hanging> open =
        open(partitions).stream().filter(one -> one.last().isBefore(now.minus(silent))).toList();
    List<String> unseen =
        all.stream().map(TopicDescription::name).filter(name -> !readable.contains(name)).toList();
    return new Found(open.isEmpty() ? open : hanging(open), readable.size(), unseen);
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

  private Collection<TopicDescription> topics() {
    Set<String> names =
        AdminAnswer.of(
            admin.listTopics(new ListTopicsOptions().listInternal(true)).names(), ANSWER_MAX);
    var withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    return new TreeMap<>(
            AdminAnswer.of(admin.describeTopics(names, withRights).allTopicNames(), ANSWER_MAX))
        .values();
  }

  private static boolean reads(TopicDescription topic) {
    Set<AclOperation> rights = topic.authorizedOperations();
    return rights == null || rights.isEmpty() || rights.contains(AclOperation.READ);
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()));
  }

  private List<Hanging> open(Collection<TopicPartition> partitions) {
    List<Hanging> open = new ArrayList<>();
    AdminAnswer.of(admin.describeProducers(partitions).all(), ANSWER_MAX)
        .forEach(
            (where, state) ->
                state.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .map(producer -> open(where, producer))
                    .forEach(open::add));
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

  /// Those that no coordinator has, and that are still open after it was asked.
  private List<Hanging> hanging(List<Hanging> open) {
    Map<TopicPartition, Set<Long>> known = known(open);
    List<TopicPartition> places = open.stream().map(Hanging::where).distinct().toList();
    Set<String> still =
        open(places).stream().map(HangingTransactions::name).collect(Collectors.toSet());
    return open.stream()
        .filter(one -> !known.getOrDefault(one.where(), Set.of()).contains(one.producer()))
        .filter(one -> still.contains(name(one)))
        .toList();
  }

  private static String name(Hanging one) {
    return one.where() + "@" + one.from() + " of " + one.producer();
  }

  /// Which producers' transactions coordinators will end on each partition.
  private Map<TopicPartition, Set<Long>> known(List<Hanging> open) {
    var some =
        new ListTransactionsOptions()
            .filterProducerIds(open.stream().map(Hanging::producer).collect(Collectors.toSet()));
    List<String> ids =
        AdminAnswer.of(admin.listTransactions(some).all(), ANSWER_MAX).stream()
            .map(TransactionListing::transactionalId)
            .toList();
    Collection<TransactionDescription> described =
        AdminAnswer.of(admin.describeTransactions(ids).all(), ANSWER_MAX).values();
    return described.stream()
        .flatMap(
            one -> one.topicPartitions().stream().map(where -> Map.entry(where, one.producerId())))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
  }
}
