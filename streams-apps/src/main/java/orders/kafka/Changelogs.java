package orders.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topics of stores, made before Kafka Streams makes them itself.
public final class Changelogs {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Admin admin;

  public Changelogs(Admin admin) {
    this.admin = admin;
  }

  /// Creates one as Kafka Streams would, unless somebody else has by then.
  ///
  /// @param settings on top of what every such topic has
  public void create(String topic, int partitions, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("cleanup.policy", "compact");
    all.put("message.timestamp.type", "CreateTime");
    var changelog = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(all);
    try {
      AdminAnswer.of(admin.createTopics(List.of(changelog)).all(), WAIT);
    } catch (IllegalStateException e) {
      if (!AdminAnswer.refused(e, TopicExistsException.class)) {
        throw e;
      }
    }
  }
}
