package orders.kafka;

import java.math.BigInteger;

/// A setting of a topic that is there, and what the catalogue wants it to be.
///
/// @param is what it is now; empty when it is unset
record TopicChange(String topic, String setting, String is, String wanted) {

  /// Whether setting it would keep or promise less than now.
  boolean shrinks() {
    return switch (setting) {
      case "cleanup.policy" -> true;
      case "retention.ms", "retention.bytes" -> less(limit(wanted), limit(is));
      case "max.message.bytes", "min.insync.replicas" -> less(wanted, is);
      default -> false;
    };
  }

  /// The step that mends it.
  TopicPlan.Step step() {
    String detail = setting + " is " + (is.isEmpty() ? "unset" : is) + ", not " + wanted;
    return shrinks()
        ? new TopicPlan.Step(TopicPlan.Kind.DRIFT, topic, detail, command(), setting)
        : new TopicPlan.Step(TopicPlan.Kind.SET, topic, detail, "orders topics apply", setting);
  }

  private String command() {
    return "if it is meant: kafka-configs --alter --entity-type topics"
        + " --entity-name %s --add-config %s=%s".formatted(topic, setting, wanted);
  }

  /// Kafka's -1 is no limit at all.
  private static String limit(String value) {
    return value.startsWith("-") ? Long.toString(Long.MAX_VALUE) : value;
  }

  private static boolean less(String wanted, String is) {
    return !is.isEmpty() && new BigInteger(wanted).compareTo(new BigInteger(is)) < 0;
  }
}
