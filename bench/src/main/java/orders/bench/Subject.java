package orders.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.aggregate.order.OrderEvent;
import orders.app.Commands;
import orders.app.Node;
import orders.app.Reads;
import orders.app.Role;
import orders.app.Settings;
import orders.app.StreamsApp;
import orders.app.ViewGroup;
import orders.contract.Topics;
import orders.engine.Codec;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.LogPositions;
import orders.replay.ReplayTarget;
import orders.replay.Replays;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The system under test in this process, without HTTP.
final class Subject implements AutoCloseable {

  /// From the rows that are read to the group of the tables that read them.
  private static final Map<String, String> ROWS =
      Map.of(
          Topics.ORDERS_SUMMARIES, "query-orders-v1",
          Topics.BILLING_INVOICES, "query-billing-v1",
          Topics.BILLING_ACCOUNTS, "query-billing-v1",
          Topics.BILLING_REVENUE, "query-billing-v1");
  private static final Duration READY_MAX = Duration.ofMinutes(2);

  private final Node node;
  private final Commands commands;
  private final Reads reads;
  private final LogPositions positions;
  private final KafkaConnection kafka;
  private final int partitions;
  private final boolean views;

  private Subject(
      Node node, Commands commands, Reads reads, KafkaConnection kafka, Settings settings) {
    this.node = node;
    this.commands = commands;
    this.reads = reads;
    this.kafka = kafka;
    this.partitions = settings.partitions();
    this.views = settings.views();
    this.positions =
        new LogPositions(
            Admin.create(ClientProperties.admin(kafka, "bench")),
            new KafkaConsumer<>(ClientProperties.reader(kafka, "bench")));
  }

  static Subject start(
      KafkaConnection kafka, Path directory, Set<Role> roles, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(more);
    flags.put("kafka.bootstrap", kafka.bootstrap());
    flags.put("state.dir", directory.toString());
    flags.put("standbys", "0");
    var settings = Settings.read(System.getenv(), flags);
    var node = new Node(settings, roles, () -> 0);
    node.startServices();
    Reads reads = node.startReads();
    var subject = new Subject(node, node.startCommands(), reads, kafka, settings);
    subject.awaitReady();
    return subject;
  }

  /// Of every keyed topic.
  int partitions() {
    return partitions;
  }

  Commands commands() {
    return commands;
  }

  Reads reads() {
    return reads;
  }

  /// Reads the values of events of orders.
  Codec<OrderEvent> events() {
    return node.codecs().orderEvents();
  }

  /// What rebuilds views of this cluster.
  Replays replays() {
    return new Replays(
        kafka, partitions, names -> node.topics(VersionedTopics.named(names)).create());
  }

  /// A view to be rebuilt.
  ReplayTarget view(String name) {
    return ViewGroup.all(node.codecs()).stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow()
        .target();
  }

  /// Committed records of a topic, counted one by one.
  long count(String topic, int partitions) {
    long counted = 0;
    try (var consumer =
        new KafkaConsumer<String, byte[]>(ClientProperties.reader(kafka, "bench-count"))) {
      for (int p = 0; p < partitions; p++) {
        var partition = new TopicPartition(topic, p);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = positions.afterLastRecord(partition);
        while (consumer.position(partition) < end) {
          counted += consumer.poll(Duration.ofMillis(200)).count();
        }
      }
    }
    return counted;
  }

  /// Waits until every view has folded every event that is in the log.
  void awaitViews() {
    if (!views) {
      return;
    }
    awaitGroup("view-orders-v1", Topics.ORDERS_EVENTS, partitions);
    awaitGroup("view-billing-v1", Topics.ORDERS_EVENTS, partitions);
    awaitGroup("view-inventory-v1", Topics.STOCK_EVENTS, partitions);
  }

  void awaitGroup(String group, String topic, int partitions) {
    for (int p = 0; p < partitions; p++) {
      var partition = new TopicPartition(topic, p);
      long wanted = positions.afterLastRecord(partition);
      long deadline = System.nanoTime() + READY_MAX.toNanos();
      while (positions.committed(group, List.of(partition)).getOrDefault(partition, 0L) < wanted) {
        pause(deadline, group + " does not catch up");
      }
    }
  }

  /// Waits until the tables that are read have every committed row.
  void awaitTables() {
    ROWS.forEach((topic, group) -> awaitGroup(group, topic, partitions));
  }

  /// Whether projections run.
  boolean views() {
    return views;
  }

  /// Entries of the order aggregate's changelog, as a restoring store reads them.
  long stored() {
    return count("order-service-order-state-changelog", partitions);
  }

  @Override
  public void close() {
    positions.close();
    node.close();
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    while (!node.apps().stream().allMatch(StreamsApp::running)) {
      pause(deadline, "the apps do not become ready");
    }
  }

  private static void pause(long deadline, String failure) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException(failure);
    }
    try {
      Thread.sleep(Duration.ofMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
