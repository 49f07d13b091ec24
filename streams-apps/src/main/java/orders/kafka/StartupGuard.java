package orders.kafka;

import java.util.List;
import java.util.stream.Collectors;

/// Refuses to run where running would lose or expose orders.
public final class StartupGuard {

  private StartupGuard() {}

  /// The settings are unsafe; the command line ends with exit code 78.
  public static final class Refused extends RuntimeException {
    public Refused(String message) {
      super(message);
    }
  }

  /// Refuses clear text beyond this machine, unless it was asked for in so many words.
  public static void connection(KafkaConnection connection, boolean plaintextAllowed) {
    if (connection.plaintext() && !connection.loopback() && !plaintextAllowed) {
      throw new Refused(
          "refusing to speak PLAINTEXT to "
              + connection.bootstrap()
              + ": set security.protocol in --config-file, or ORDERS_ALLOW_PLAINTEXT=true");
    }
  }

  /// Refuses topics that are not as the catalogue says.
  public static void topics(TopicPlan plan) {
    List<TopicPlan.Step> steps = plan.notOk();
    if (!steps.isEmpty()) {
      throw new Refused(
          steps.stream()
              .map(step -> step.topic() + " " + step.detail() + " (" + step.fix() + ")")
              .collect(Collectors.joining("; ", "the topics drift from the catalogue: ", "")));
    }
  }

  /// Refuses a cluster on which an app of ours cannot do its work.
  public static void cluster(List<ClusterCheck.Finding> findings) {
    String refusals =
        findings.stream()
            .filter(finding -> finding.level() == ClusterCheck.Level.REFUSAL)
            .map(finding -> finding.what() + " (" + finding.fix() + ")")
            .collect(Collectors.joining("; "));
    if (!refusals.isEmpty()) {
      throw new Refused(refusals);
    }
  }
}
