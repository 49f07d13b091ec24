package orders.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a cluster has share groups (KIP-932), and how a group of ours behaves there.
public final class ShareGroups {

  private static final String FEATURE = "share.version";
  private static final Duration WAIT = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(ShareGroups.class);

  /// Deliveries after which a broker drops a request; the most that it can be told. Ours gives a
  /// request up long before and puts it aside, unless its workers die of it.
  private static final String DELIVERIES_MAX = "10";

  private ShareGroups() {}

  /// Brokers from 4.2 on have them, unless the feature was not finalised.
  public static boolean on(Admin admin) {
    FinalizedVersionRange range =
        get(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(FEATURE);
    return range != null && range.maxVersionLevel() >= 1;
  }

  /// Sets what the group does, whoever its members are.
  public static void configure(Admin admin, String group) {
    set(
        admin,
        group,
        Map.of(
            // The requests are written in transactions; one that was aborted never was.
            "share.isolation.level", "read_committed",
            // No request is skipped, also of those from before the group was.
            "share.auto.offset.reset", "earliest",
            // How long a member may be silent before another gets what it had.
            "share.record.lock.duration.ms", "15000"));
    try {
      set(admin, group, Map.of("share.delivery.count.limit", DELIVERIES_MAX));
    } catch (IllegalStateException e) {
      LOG.warn("{}: brokers before 4.3 drop a request after their own number of deliveries", group);
    }
  }

  private static void set(Admin admin, String group, Map<String, String> settings) {
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                setting ->
                    new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    get(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
  }

  private static <T> T get(KafkaFuture<T> future) {
    return AdminAnswer.of(future, WAIT);
  }
}
