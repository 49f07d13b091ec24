package orders.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import orders.contract.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// The cluster's topics against the catalogue: what differs, and the part of it that is safe to
/// mend.
public final class TopicAdmin {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Admin admin;
  private final Map<String, Topic> wanted = new LinkedHashMap<>();
  private final int partitions;
  private final Durability durability;

  /// @param wanted topics as the cluster should have them
  /// @param partitions of each keyed topic; chosen once, since a key's partition follows from it
  public TopicAdmin(Admin admin, Collection<Topic> wanted, int partitions, Durability durability) {
    this.admin = admin;
    wanted.forEach(topic -> this.wanted.put(topic.name(), topic));
    this.partitions = partitions;
    this.durability = durability;
  }

  /// Compares, and changes nothing.
  public TopicPlan plan() {
    Set<String> existing = await(admin.listTopics().names());
    List<String> known = wanted.keySet().stream().filter(existing::contains).toList();
    Map<String, TopicDescription> descriptions = await(admin.describeTopics(known).allTopicNames());
    Map<String, Config> configs = configs(known);
    List<TopicPlan.Step> steps = new ArrayList<>();
    for (Topic topic : wanted.values()) {
      TopicDescription description = descriptions.get(topic.name());
      Config config = configs.get(topic.name());
      if (description == null || config == null) {
        String wanted = partitions(topic) + " partitions, " + wanted(topic);
        steps.add(step(TopicPlan.Kind.CREATE, topic, "missing: " + wanted, "orders topics apply"));
      } else {
        compare(topic, description, config, steps);
      }
    }
    return new TopicPlan(steps);
  }

  /// Creates what is missing and sets what differs, as far as that is safe.
  public void create() {
    apply(plan());
  }

  /// Creates what is missing and sets what may be set. Another instance may do the same meanwhile.
  public void apply(TopicPlan plan) {
    List<NewTopic> missing = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (TopicPlan.Step step : plan.steps()) {
      Topic topic = known(step.topic());
      if (step.kind() == TopicPlan.Kind.CREATE) {
        missing.add(
            new NewTopic(topic.name(), partitions(topic), (short) durability.replication())
                .configs(wanted(topic)));
      } else if (step.kind() == TopicPlan.Kind.SET) {
        changes
            .computeIfAbsent(resource(topic.name()), _ -> new ArrayList<>())
            .add(setting(topic, step.setting()));
      }
    }
    admin.createTopics(missing).values().values().forEach(TopicAdmin::created);
    awaitVisible(missing.stream().map(NewTopic::name).toList());
    if (!changes.isEmpty()) {
      await(admin.incrementalAlterConfigs(changes).all());
      awaitUntil(this::nothingToSet, "new settings");
    }
  }

  private boolean nothingToSet() {
    return plan().steps().stream().noneMatch(step -> step.kind() == TopicPlan.Kind.SET);
  }

  private Topic known(String name) {
    Topic topic = wanted.get(name);
    if (topic == null) {
      throw new IllegalArgumentException("nobody wants a topic " + name);
    }
    return topic;
  }

  /// A topic is created when the controller says so, and of use when the brokers know it.
  private void awaitVisible(List<String> topics) {
    awaitUntil(() -> await(admin.listTopics().names()).containsAll(topics), "new topics");
  }

  private static void awaitUntil(BooleanSupplier visible, String what) {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (!visible.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new BrokerUnreachable(what + " do not become visible");
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private void compare(
      Topic topic, TopicDescription description, Config config, List<TopicPlan.Step> steps) {
    int before = steps.size();
    int actual = description.partitions().size();
    if (actual != partitions(topic)) {
      String detail = "has " + actual + " partitions, not " + partitions(topic);
      String fix =
          "run with ORDERS_PARTITIONS=" + actual + ", or migrate into a topic of another name";
      steps.add(step(TopicPlan.Kind.DRIFT, topic, detail, fix));
    }
    int replication = description.partitions().getFirst().replicas().size();
    if (replication < durability.replication()) {
      String detail = "has " + replication + " replicas, not " + durability.replication();
      steps.add(
          step(TopicPlan.Kind.DRIFT, topic, detail, "kafka-reassign-partitions to add replicas"));
    }
    wanted(topic)
        .forEach(
            (name, value) -> {
              ConfigEntry entry = config.get(name);
              String is = entry == null || entry.value() == null ? "" : entry.value();
              if (!value.equals(is)) {
                steps.add(new TopicChange(topic.name(), name, is, value).step());
              }
            });
    if (steps.size() == before) {
      steps.add(step(TopicPlan.Kind.OK, topic, partitions(topic) + " partitions", ""));
    }
  }

  private int partitions(Topic topic) {
    return topic.partitions().count(partitions);
  }

  private Map<String, String> wanted(Topic topic) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put("cleanup.policy", topic.cleanup().setting());
    wanted.put("max.message.bytes", Integer.toString(topic.maxMessageBytes()));
    wanted.put("message.timestamp.type", topic.timestampType().setting());
    wanted.put("min.insync.replicas", Integer.toString(durability.minInSync()));
    // A replica that was behind must never become the leader: what it lacks would be lost. Amazon
    // MSK's own default is true.
    wanted.put("unclean.leader.election.enable", "false");
    if (topic.cleanup() == Topic.Cleanup.DELETE) {
      wanted.put("retention.ms", Long.toString(topic.retentionMs()));
      wanted.put("retention.bytes", "-1");
    }
    return wanted;
  }

  private AlterConfigOp setting(Topic topic, String name) {
    return new AlterConfigOp(
        new ConfigEntry(name, wanted(topic).get(name)), AlterConfigOp.OpType.SET);
  }

  private Map<String, Config> configs(List<String> topics) {
    Map<String, Config> configs = new HashMap<>();
    await(admin.describeConfigs(topics.stream().map(TopicAdmin::resource).toList()).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static TopicPlan.Step step(TopicPlan.Kind kind, Topic topic, String detail, String fix) {
    return new TopicPlan.Step(kind, topic.name(), detail, fix, "");
  }

  private static void created(KafkaFuture<Void> creation) {
    try {
      await(creation);
    } catch (IllegalStateException e) {
      if (!AdminAnswer.refused(e, TopicExistsException.class)) {
        throw e;
      }
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    return AdminAnswer.of(future, WAIT);
  }
}
