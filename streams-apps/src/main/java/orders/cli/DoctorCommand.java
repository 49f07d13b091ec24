package orders.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import orders.app.ClusterGuard;
import orders.app.Role;
import orders.app.Settings;
import orders.kafka.ClientProperties;
import orders.kafka.ClusterCheck;
import orders.kafka.StartupGuard;
import orders.kafka.TopicAdmin;
import orders.kafka.TopicPlan;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Checks what a start checks, and says it all instead of stopping at the first.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check the JDK, the connection, the cluster, its topics and our rights there.")
final class DoctorCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "whose rights to look at; all roles when none is named")
  private List<String> roles = List.of();

  private boolean well = true;

  @Override
  public Integer call() throws Exception {
    Settings settings = kafka.settings(Map.of());
    Set<Role> looked = looked();
    say(Runtime.version().feature() >= 25, "JDK " + Runtime.version().feature(), "install JDK 25");
    try {
      StartupGuard.connection(settings.kafka(), settings.plaintextAllowed());
      say(true, "connection settings are safe", "");
    } catch (StartupGuard.Refused e) {
      say(false, String.valueOf(e.getMessage()), "");
    }
    try (Admin admin = Admin.create(ClientProperties.admin(settings.kafka(), "orders-doctor"))) {
      int nodes = admin.describeCluster().nodes().get(15, TimeUnit.SECONDS).size();
      say(true, nodes + " broker(s) at " + settings.kafka(), "");
      topics(admin, settings);
      new ClusterGuard(settings, admin).look(looked).forEach(this::say);
    }
    return well ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private Set<Role> looked() {
    return roles.isEmpty() ? EnumSet.allOf(Role.class) : Role.parse(roles);
  }

  private void say(ClusterCheck.Finding finding) {
    switch (finding.level()) {
      case GOOD -> say(true, finding.what(), "");
      case WARNING -> System.out.println("  ! " + finding.what() + "  → " + finding.fix());
      case REFUSAL -> say(false, finding.what(), finding.fix());
    }
  }

  private void topics(Admin admin, Settings settings) {
    var topics =
        new TopicAdmin(
            admin,
            VersionedTopics.wanted(settings.kafka()),
            settings.partitions(),
            settings.durability());
    TopicPlan plan = topics.plan();
    say(plan.clean(), plan.steps().size() + " topics compared with the catalogue", "see below");
    plan.notOk().forEach(step -> say(false, step.topic() + " " + step.detail(), step.fix()));
  }

  private void say(boolean good, String what, String fix) {
    well &= good;
    System.out.println((good ? "  ✓ " : "  ✗ ") + what + (good ? "" : "  → " + fix));
  }
}
