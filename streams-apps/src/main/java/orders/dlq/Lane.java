package orders.dlq;

import java.util.List;
import java.util.Optional;
import orders.contract.Catalogue;

/// A topic of dead letters, and the topic that they came from.
public record Lane(String topic, String source) {

  /// Every lane of the catalogue.
  public static List<Lane> all() {
    return Catalogue.get().topics().values().stream()
        .flatMap(
            topic -> topic.deadLettersOf().map(source -> new Lane(topic.name(), source)).stream())
        .toList();
  }

  /// The lane of a name, or of the topic that its letters came from.
  public static Optional<Lane> find(String name) {
    return all().stream()
        .filter(lane -> lane.topic().equals(name) || lane.source().equals(name))
        .findFirst();
  }
}
