package orders.torture.check.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import orders.kafka.Partitions;
import orders.policy.Ids;

/// The events of an order or a SKU are versions 1, 2, 3 … in the partition of its key, and the id
/// of each follows from its command.
public final class Gapless implements Rule {

  @Override
  public String name() {
    return "gapless";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    int partitions = dossier.facts().partitions();
    Set<String> ids = new HashSet<>();
    dossier.orders().values().forEach(story -> story(story, partitions, ids, findings));
    dossier.stock().values().forEach(story -> story(story, partitions, ids, findings));
    findings.count("events.orders", dossier.facts().orders().size());
    findings.count("events.stock", dossier.facts().stock().size());
    findings.count("orders", dossier.orders().size());
  }

  private static <E> void story(
      List<Logged<E>> story, int partitions, Set<String> ids, Findings findings) {
    long version = 0;
    Map<String, Integer> ofCommand = new HashMap<>();
    for (Logged<E> event : story) {
      String aggregate = event.aggregate();
      if (event.version() != ++version) {
        findings.broken(aggregate, "version " + version + " next", event.toString());
        version = event.version();
      }
      if (event.event().partition() != Partitions.of(aggregate, partitions)) {
        findings.broken(
            aggregate, "partition " + Partitions.of(aggregate, partitions), event.toString());
      }
      if (!ids.add(event.event().eventId())) {
        findings.broken(aggregate, "an id once", event.event().eventId() + " again: " + event);
      }
      int index = ofCommand.merge(event.command(), 1, Integer::sum) - 1;
      String id = Ids.derived(UUID.fromString(event.command()), index).toString();
      if (!id.equals(event.event().eventId())) {
        findings.broken(aggregate, "the id " + id, event.event().eventId() + ": " + event);
      }
    }
  }
}
