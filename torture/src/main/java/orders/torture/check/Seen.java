package orders.torture.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.replay.ControlLog;

/// The topics that there should be, with the rows of each view in the version that readers see.
///
/// @param byCatalogue by the name that the catalogue has
record Seen(Map<String, Topic> byCatalogue) {

  Seen {
    byCatalogue = Map.copyOf(byCatalogue);
  }

  static Seen of(KafkaConnection cluster) {
    Map<String, Topic> topics = new HashMap<>(Catalogue.get().topics());
    try (var control = ControlLog.follow(ClientProperties.bulk(cluster, "orders-checker-seen"))) {
      for (App app : Catalogue.get().apps().values()) {
        app.view()
            .map(view -> control.versions(view).active())
            .ifPresent(
                active ->
                    app.produces()
                        .forEach(
                            name -> topics.put(name, Catalogue.get().topic(name).version(active))));
      }
    }
    return new Seen(topics);
  }

  List<Topic> topics() {
    return List.copyOf(byCatalogue.values());
  }

  Set<String> names() {
    return byCatalogue.values().stream().map(Topic::name).collect(Collectors.toSet());
  }

  /// What a topic of the catalogue is called now.
  String name(String catalogue) {
    Topic topic = byCatalogue.get(catalogue);
    return topic == null ? catalogue : topic.name();
  }
}
