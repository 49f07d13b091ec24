package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;

/// A partition that some group has to read to its end, as the catalogue has it.
///
/// @param groups of which one must; a trailing `*` for a prefix
public record Duty(List<String> groups, String topic, int partition) {

  /// What an app of ours must have read that is up.
  ///
  /// @param partitions of each keyed topic
  public static List<Duty> all(int partitions) {
    Catalogue catalogue = Catalogue.get();
    List<Duty> duties = new ArrayList<>();
    for (String id : ours(catalogue)) {
      App app = catalogue.app(id);
      List<String> groups =
          Stream.concat(app.groups().stream(), app.shareGroups().stream()).toList();
      if (!groups.isEmpty()) {
        app.consumes().stream()
            .map(catalogue::topic)
            .filter(topic -> topic.cleanup() == carriesPlaces(app))
            .forEach(topic -> add(duties, groups, topic, partitions));
      }
    }
    return duties;
  }

  /// Every process of ours has what is common to all; a pipe of somebody else's has not.
  private static Collection<String> ours(Catalogue catalogue) {
    return catalogue.processes().values().stream()
        .filter(apps -> apps.contains("common"))
        .flatMap(List::stream)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /// Whoever writes has a place in what it works off, and reads the rows that it wrote without one.
  /// Whoever only shows rows has its place in those.
  private static Topic.Cleanup carriesPlaces(App app) {
    return app.produces().isEmpty() ? Topic.Cleanup.COMPACT : Topic.Cleanup.DELETE;
  }

  private static void add(List<Duty> duties, List<String> groups, Topic topic, int partitions) {
    for (int partition = 0; partition < topic.partitions().count(partitions); partition++) {
      duties.add(new Duty(groups, topic.name(), partition));
    }
  }

  /// Whether a group's place is where this is done.
  public boolean in(Facts.Lag lag) {
    return lag.partition() == partition
        && view(lag.topic()).equals(view(topic))
        && groups.stream().anyMatch(name -> App.names(name, lag.group()));
  }

  /// The catalogue's name stands for every version of a view's rows.
  private static String view(String topic) {
    return topic.replaceFirst("\\.v\\d+$", "");
  }
}
