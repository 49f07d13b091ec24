package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.Catalogue;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.Durability;
import orders.kafka.StartupGuard;
import orders.kafka.TopicAdmin;
import orders.kafka.TopicPlan;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster that has drifted from the catalogue.
class TopicsTest {

  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void a_drift_is_shown_and_only_what_is_safe_is_mended() throws Exception {
    try (var kafka = TestCluster.start(directory, 4);
        Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"))) {
      assertThat(topics(kafka, "plan")).isEqualTo(ExitCodes.OK);
      drift(admin);
      var topics = new TopicAdmin(admin, Catalogue.get().topics().values(), 4, Durability.LOCAL);
      // A topic on its way out is listed by one answer and unknown to the next.
      await()
          .atMost(WAIT)
          .ignoreException(IllegalStateException.class)
          .until(() -> topics.plan().notOk().size() == 7);
      assertThat(topics(kafka, "plan")).isEqualTo(ExitCodes.FAILED);
      TopicPlan plan = topics.plan();
      assertThat(plan.notOk())
          .extracting(step -> step.kind() + " " + step.topic())
          .containsExactlyInAnyOrder(
              "SET " + Topics.ORDERS_EVENTS,
              "DRIFT " + Topics.STOCK_EVENTS,
              "DRIFT " + Topics.ORDERS_COMMANDS,
              "DRIFT " + Topics.ORDERS_COMMANDS,
              "DRIFT " + Topics.ORDERS_COMMANDS,
              "DRIFT " + Topics.ORDERS_COMMANDS,
              "CREATE " + Topics.ORDERS_NOTICES);
      assertThatThrownBy(() -> StartupGuard.topics(plan))
          .isInstanceOf(StartupGuard.Refused.class)
          .hasMessageContaining("orders.events retention.ms is 1000, not -1");
      // What only a migration can mend is still there, and said.
      assertThat(topics(kafka, "apply")).isEqualTo(ExitCodes.FAILED);
      assertThat(topics.plan().notOk())
          .allMatch(step -> step.kind() == TopicPlan.Kind.DRIFT)
          .extracting(TopicPlan.Step::detail)
          .containsExactlyInAnyOrder(
              "has 6 partitions, not 4",
              "cleanup.policy is compact,delete, not delete",
              "max.message.bytes is 20000000, not 1048588",
              "min.insync.replicas is 2, not 1",
              "retention.ms is -1, not 604800000");
      Set<String> there = admin.listTopics().names().get();
      assertThat(there).contains("somebody.elses").containsAll(Catalogue.get().topics().keySet());
    }
  }

  private static void drift(Admin admin) throws Exception {
    var events = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ORDERS_EVENTS);
    admin.incrementalAlterConfigs(Map.of(events, List.of(set("retention.ms", "1000")))).all().get();
    // Each of these keeps or promises more than the catalogue asks for.
    var commands = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ORDERS_COMMANDS);
    var more =
        List.of(
            set("cleanup.policy", "compact,delete"),
            set("max.message.bytes", "20000000"),
            set("min.insync.replicas", "2"),
            set("retention.ms", "-1"));
    admin.incrementalAlterConfigs(Map.of(commands, more)).all().get();
    admin.createPartitions(Map.of(Topics.STOCK_EVENTS, NewPartitions.increaseTo(6))).all().get();
    admin.deleteTopics(List.of(Topics.ORDERS_NOTICES)).all().get();
    admin.createTopics(List.of(new NewTopic("somebody.elses", 1, (short) 1))).all().get();
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static int topics(TestCluster kafka, String action) {
    return Main.line().execute("topics", action, "--bootstrap=" + kafka.connection().bootstrap());
  }
}
