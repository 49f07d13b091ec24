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
      await().atMost(WAIT).until(() -> topics.plan().notOk().size() == 3);
      assertThat(topics(kafka, "plan")).isEqualTo(ExitCodes.FAILED);
      TopicPlan plan = topics.plan();
      assertThat(plan.notOk())
          .extracting(step -> step.kind() + " " + step.topic())
          .containsExactlyInAnyOrder(
              "SET " + Topics.ORDERS_EVENTS,
              "DRIFT " + Topics.STOCK_EVENTS,
              "CREATE " + Topics.ORDERS_NOTICES);
      assertThatThrownBy(() -> StartupGuard.topics(plan))
          .isInstanceOf(StartupGuard.Refused.class)
          .hasMessageContaining("orders.events retention.ms is 1000, not -1");
      // What only a migration can mend is still there, and said.
      assertThat(topics(kafka, "apply")).isEqualTo(ExitCodes.FAILED);
      assertThat(topics.plan().notOk())
          .singleElement()
          .satisfies(
              step -> {
                assertThat(step.kind()).isEqualTo(TopicPlan.Kind.DRIFT);
                assertThat(step.detail()).isEqualTo("has 6 partitions, not 4");
              });
      Set<String> there = admin.listTopics().names().get();
      assertThat(there).contains("somebody.elses").containsAll(Catalogue.get().topics().keySet());
    }
  }

  private static void drift(Admin admin) throws Exception {
    var events = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ORDERS_EVENTS);
    var retention =
        new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(events, List.of(retention))).all().get();
    admin.createPartitions(Map.of(Topics.STOCK_EVENTS, NewPartitions.increaseTo(6))).all().get();
    admin.deleteTopics(List.of(Topics.ORDERS_NOTICES)).all().get();
    admin.createTopics(List.of(new NewTopic("somebody.elses", 1, (short) 1))).all().get();
  }

  private static int topics(TestCluster kafka, String action) {
    return Main.line().execute("topics", action, "--bootstrap=" + kafka.connection().bootstrap());
  }
}
