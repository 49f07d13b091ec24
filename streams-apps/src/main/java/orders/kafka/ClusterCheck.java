package orders.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.contract.App;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/// What a cluster is like, beside its topics, and whether that is good enough to run on.
public final class ClusterCheck {

  /// How far this machine's clock may be behind the brokers'. Under IAM a signature is good for
  /// some minutes only, and what is said of "now" here would be of before what was just written.
  static final Duration SKEW_MAX = Duration.ofSeconds(5);

  /// The level of `metadata.version` that brokers of 3.8 bring.
  private static final int KAFKA_3_8 = 20;

  private static final int SECOND_TRANSACTIONS = 2;

  private static final Duration WAIT = Duration.ofSeconds(15);

  private final Admin admin;

  /// How good something is.
  public enum Level {
    GOOD,
    /// It runs, and something will be worse than it need be.
    WARNING,
    /// Nothing must run on it.
    REFUSAL
  }

  /// One thing that was looked at.
  ///
  /// @param fix what to do about it; empty when it is good
  public record Finding(Level level, String what, String fix) {}

  public ClusterCheck(Admin admin) {
    this.admin = admin;
  }

  /// What the brokers are able to do.
  public List<Finding> features() {
    Map<String, FinalizedVersionRange> features =
        of(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    int metadata = level(features, "metadata.version");
    int transactions = level(features, "transaction.version");
    return List.of(
        finding(
            metadata >= KAFKA_3_8,
            "metadata.version is " + said(metadata),
            "use brokers from 3.8 on, with KRaft: before, nobody can end a hanging transaction"
                + " under IAM"),
        finding(
            transactions >= SECOND_TRANSACTIONS,
            "transaction.version is " + said(transactions),
            "brokers from 4.0 on leave no transaction hanging: kafka-features upgrade --feature"
                + " transaction.version=2"));
  }

  /// Whether this machine's time is that of the brokers, as far as what they wrote tells it.
  ///
  /// @param topics that carry the broker's time
  public Finding clock(Collection<String> topics, int partitions, Instant now) {
    Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        newest.put(new TopicPartition(topic, partition), OffsetSpec.maxTimestamp());
      }
    }
    long last =
        of(admin.listOffsets(newest).all()).values().stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .max()
            .orElse(-1);
    Duration behind = Duration.between(now, Instant.ofEpochMilli(Math.max(0, last)));
    return finding(
        behind.compareTo(SKEW_MAX) <= 0,
        behind.compareTo(SKEW_MAX) <= 0
            ? "this clock is not behind the brokers'"
            : "this clock is " + behind.toSeconds() + " s behind the brokers'",
        "set this machine's time by NTP (chrony, or Amazon's time service)");
  }

  /// Whether the principal of this admin may use an app's groups and transactional ids. Whether it
  /// may use its topics shows when it starts.
  public List<Finding> rights(App app) {
    List<Finding> findings = new ArrayList<>();
    app.groups().forEach(group -> findings.add(group(app, one(group))));
    app.transactionalIds().forEach(id -> findings.add(transactionalId(app, one(id))));
    return findings;
  }

  private Finding group(App app, String group) {
    return allowed(
        app,
        "group " + group,
        () -> of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
  }

  private Finding transactionalId(App app, String id) {
    return allowed(
        app,
        "transactional id " + id,
        () -> of(admin.describeTransactions(List.of(id)).description(id)));
  }

  private static Finding allowed(App app, String what, Runnable use) {
    try {
      use.run();
    } catch (RuntimeException e) {
      if (caused(e, AuthorizationException.class)) {
        return new Finding(
            Level.REFUSAL,
            app.id() + " may not use " + what,
            "orders acls apply, or the policy that Terraform makes of the catalogue");
      }
      if (!caused(e, TransactionalIdNotFoundException.class)) {
        throw e;
      }
    }
    return new Finding(Level.GOOD, app.id() + " may use " + what, "");
  }

  private static boolean caused(Throwable failure, Class<? extends Throwable> by) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (by.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static <T> T of(KafkaFuture<T> future) {
    return AdminAnswer.of(future, WAIT);
  }

  /// One of those that a prefix stands for.
  private static String one(String id) {
    return id.replace("*", "1");
  }

  private static int level(Map<String, FinalizedVersionRange> features, String name) {
    FinalizedVersionRange range = features.get(name);
    return range == null ? 0 : range.maxVersionLevel();
  }

  private static String said(int level) {
    return level == 0 ? "not finalised" : Integer.toString(level);
  }

  private static Finding finding(boolean good, String what, String fix) {
    return new Finding(good ? Level.GOOD : Level.WARNING, what, good ? "" : fix);
  }
}
