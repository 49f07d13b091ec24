package orders.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.app.ViewGroup;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.ControlLog;
import orders.replay.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Folds the log from zero and compares it with views.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Fold the log from zero and compare the result with views, byte for byte.")
final class VerifyCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(arity = "0..1", description = "orders, billing, inventory or shipping; all without")
  private Optional<String> view = Optional.empty();

  @Option(
      names = "--portable",
      description = "read the log again for digests that a restore leaves as they were")
  private boolean portable;

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    KafkaConnection cluster = settings.kafka().of(Apps.REPLAY);
    Map<String, Object> reader = ClientProperties.bulk(cluster, "orders-verify");
    try (var registry = settings.registry().open(settings.kafka());
        var control =
            ControlLog.follow(ClientProperties.reader(cluster, "orders-verify-control"))) {
      var verification = new Verification(reader, settings.partitions());
      Codecs codecs = registry.codecs();
      List<ViewGroup> groups = ViewOption.groups(codecs, view);
      List<Verification.Result> results = new ArrayList<>();
      for (ViewGroup group : groups) {
        int version = control.versions(group.name()).active();
        results.addAll(verification.compare(group.target().host().version(version)));
      }
      results.forEach(VerifyCommand::print);
      if (portable) {
        groups.stream()
            .flatMap(group -> verification.portable(group.target().host()).stream())
            .forEach(VerifyCommand::print);
      }
      return results.stream().allMatch(Verification.Result::equal)
          ? ExitCodes.OK
          : ExitCodes.FAILED;
    }
  }

  private static void print(Verification.Result result) {
    var found = result.difference();
    System.out.printf(
        "%s %-24s %,d rows of %,d events%n  folded %s%n  held   %s%n",
        result.equal() ? "✓" : "✗",
        found.topic(),
        found.rows(),
        result.events(),
        found.folded(),
        found.held());
    Differences.print(found);
  }

  private static void print(Verification.Portable found) {
    System.out.printf(
        "portable %-24s %,d events%n  %s%n", found.topic(), found.events(), found.digest());
  }
}
