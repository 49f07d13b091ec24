package orders.app;

import java.util.Set;
import java.util.stream.Collectors;
import orders.contract.App;
import orders.contract.Catalogue;
import org.apache.kafka.common.internals.Topic;

/// Which topics of a cluster, which others may share, are ours.
public final class OurTopics {

  private static final String VIEW = "view-";

  private OurTopics() {}

  /// Whether it is one of the catalogue, in any version, or one that Kafka Streams keeps for an app
  /// of ours.
  public static boolean is(String topic) {
    Catalogue catalogue = Catalogue.get();
    return catalogue.topics().containsKey(first(topic))
        || catalogue.apps().keySet().stream().anyMatch(app -> topic.startsWith(app + "-"));
  }

  /// Whether what it holds can be made again from other topics: rows of views, and places of
  /// groups, since apps know what they have done.
  public static boolean isMadeAgain(String topic) {
    return topic.equals(Topic.GROUP_METADATA_TOPIC_NAME) || rows().contains(first(topic));
  }

  private static Set<String> rows() {
    return Catalogue.get().apps().values().stream()
        .filter(app -> app.id().startsWith(VIEW))
        .map(App::produces)
        .flatMap(java.util.Collection::stream)
        .collect(Collectors.toSet());
  }

  /// A view's first rows have the name that the catalogue knows.
  private static String first(String topic) {
    return topic.replaceFirst("\\.v\\d+$", ".v1");
  }
}
