package orders.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import orders.app.Settings;
import orders.kafka.ClientProperties;
import orders.kafka.StartupGuard;
import orders.kafka.TopicAdmin;
import orders.kafka.TopicPlan;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Checks what a start checks, and says it all instead of stopping at the first.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check the JDK, the connection, the cluster and its topics.")
final class DoctorCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  private boolean well = true;

  @Override
  public Integer call() throws Exception {
    Settings settings = kafka.settings(Map.of());
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
      transactions(admin);
      topics(admin, settings);
    }
    return well ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void transactions(Admin admin) throws Exception {
    FinalizedVersionRange range =
        admin
            .describeFeatures()
            .featureMetadata()
            .get(15, TimeUnit.SECONDS)
            .finalizedFeatures()
            .get("transaction.version");
    boolean second = range != null && range.maxVersionLevel() >= 2;
    say(
        second,
        "transaction.version is " + (range == null ? "not finalised" : range.maxVersionLevel()),
        "brokers from 4.0 on: kafka-features upgrade --feature transaction.version=2");
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
