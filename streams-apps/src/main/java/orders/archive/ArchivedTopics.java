package orders.archive;

import java.util.List;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.Topics;

/// What an archive holds: every topic that is kept for ever as it was written, and the schemas that
/// its values name by number.
final class ArchivedTopics {

  private ArchivedTopics() {}

  static List<String> events() {
    return Catalogue.get().topics().values().stream()
        .filter(topic -> topic.cleanup() == Topic.Cleanup.DELETE)
        .filter(topic -> topic.retentionMs() == Topic.FOR_EVER)
        .map(Topic::name)
        .toList();
  }

  /// Schemas first: a restore needs them before the first event.
  static List<String> all() {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(Topics.SCHEMAS), events().stream())
        .toList();
  }

  /// The groups of the services that act on a topic's events, as opposed to views, which only fold
  /// them.
  static List<String> actors(String topic) {
    return Catalogue.get().apps().values().stream()
        .filter(app -> app.consumes().contains(topic) && app.groups().contains(app.id()))
        .map(App::id)
        .toList();
  }
}
