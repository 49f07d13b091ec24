package orders.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Which topics a cluster should have: those of the catalogue, with the rows of each view in the
/// versions that are kept fed.
public final class VersionedTopics {

  private VersionedTopics() {}

  /// Asks the cluster which versions there are. One that knows of none has the first of each.
  public static List<Topic> wanted(KafkaConnection connection) {
    return wanted(Catalogue.get(), versions(ClientProperties.reader(connection, "orders-topics")));
  }

  /// Topics of any version, as the catalogue says.
  ///
  /// @throws IllegalArgumentException when one is of no version
  public static List<Topic> named(List<String> names) {
    return names.stream().map(VersionedTopics::named).toList();
  }

  private static Topic named(String name) {
    int dot = name.lastIndexOf(".v");
    return Catalogue.get()
        .topic(name.substring(0, dot) + ".v1")
        .version(Integer.parseInt(name.substring(dot + 2)));
  }

  static List<Topic> wanted(Catalogue catalogue, Map<String, ViewVersions> versions) {
    List<Topic> wanted = new ArrayList<>();
    for (Topic topic : catalogue.topics().values()) {
      Optional<ViewVersions> view =
          topic.versioned() ? view(catalogue, topic).map(versions::get) : Optional.empty();
      view.ifPresentOrElse(
          known -> known.fed().forEach(version -> wanted.add(topic.version(version))),
          () -> wanted.add(topic));
    }
    return wanted;
  }

  /// The view whose projection writes a topic.
  private static Optional<String> view(Catalogue catalogue, Topic topic) {
    return catalogue.apps().values().stream()
        .filter(app -> app.produces().contains(topic.name()))
        .flatMap(app -> app.view().stream())
        .findFirst();
  }

  private static Map<String, ViewVersions> versions(Map<String, Object> reader) {
    Map<String, ViewVersions> versions = new HashMap<>();
    if (!exists(reader)) {
      return versions;
    }
    LogReader.read(
        reader,
        ControlLog.ALIASES,
        record -> ControlJson.versions(record).ifPresent(view -> versions.put(view.view(), view)));
    return versions;
  }

  private static boolean exists(Map<String, Object> reader) {
    try (var consumer = new KafkaConsumer<String, byte[]>(reader)) {
      return consumer.listTopics().containsKey(Topics.CONTROL_ALIASES);
    }
  }
}
