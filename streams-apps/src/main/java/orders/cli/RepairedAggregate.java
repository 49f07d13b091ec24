package orders.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orders.app.AggregateGroup;
import orders.app.Settings;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.replay.AggregateRepair;

/// Rebuilds the stores of aggregates, for a person.
final class RepairedAggregate {

  private RepairedAggregate() {}

  /// The aggregate of a name; empty when it is none's.
  static Optional<AggregateGroup> find(Settings settings, Codecs codecs, String name) {
    return AggregateGroup.all(codecs, settings.stores()).stream()
        .filter(group -> group.name().equals(name))
        .findFirst();
  }

  static String names(Settings settings, Codecs codecs) {
    List<AggregateGroup> all = AggregateGroup.all(codecs, settings.stores());
    return all.stream().map(AggregateGroup::name).collect(Collectors.joining(", "));
  }

  static void repair(Settings settings, AggregateGroup group) {
    try (var repair =
        new AggregateRepair(
            settings.kafka().of(Apps.RESTORE), group.target(), settings.partitions())) {
      repair.run(
          part ->
              System.err.printf(
                  "✓ %s %d: %,d events, %,d entries, %,d removed, commands go on at %d%n",
                  group.name(),
                  part.partition(),
                  part.events(),
                  part.entries(),
                  part.removed(),
                  part.command()));
    }
  }
}
