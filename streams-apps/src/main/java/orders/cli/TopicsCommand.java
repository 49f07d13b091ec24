package orders.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.kafka.ClientProperties;
import orders.kafka.TopicAdmin;
import orders.kafka.TopicPlan;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Compares the cluster's topics with the catalogue, and mends what is safe to mend.
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description =
        "Compare the cluster's topics with the catalogue; apply never deletes or shrinks.")
final class TopicsCommand implements Callable<Integer> {

  enum Action {
    PLAN,
    APPLY
  }

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "plan or apply")
  private Action action = Action.PLAN;

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    try (Admin admin = Admin.create(ClientProperties.admin(settings.kafka(), "orders-topics"))) {
      var topics =
          new TopicAdmin(
              admin,
              VersionedTopics.wanted(settings.kafka()),
              settings.partitions(),
              settings.durability());
      TopicPlan plan = topics.plan();
      if (action == Action.APPLY) {
        topics.apply(plan);
        plan = topics.plan();
      }
      plan.steps()
          .forEach(
              step ->
                  System.out.printf(
                      "%-6s %-24s %s%s%n",
                      step.kind(),
                      step.topic(),
                      step.detail(),
                      step.fix().isEmpty() ? "" : "  → " + step.fix()));
      return plan.clean() ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }
}
