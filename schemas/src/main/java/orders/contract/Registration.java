package orders.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the subjects of a registry up to this build's versions, in their order.
///
/// A version goes behind those before it, never behind a later one: its number there would say that
/// it is newer. Where a registry has a later one already, the earlier stays out, and that is said.
final class Registration<I> {

  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private final Dialect<I> registry;
  private final SortedMap<String, List<Schema>> ours;
  private final Map<String, I> ids = new TreeMap<>();

  /// @param ours the versions of each subject, the one that this build writes last
  Registration(Dialect<I> registry, SortedMap<String, List<Schema>> ours) {
    this.registry = registry;
    this.ours = ours;
  }

  /// The ids of the last versions, by subject.
  ///
  /// @throws SchemaStore.IncompatibleSchema when a subject refuses one
  Map<String, I> run() {
    SortedMap<Integer, Map<String, Schema>> generations = new TreeMap<>();
    ours.forEach(
        (subject, versions) -> {
          for (int i = held(subject, versions); i < versions.size(); i++) {
            generations.computeIfAbsent(i, _ -> new TreeMap<>()).put(subject, versions.get(i));
          }
        });
    generations.values().forEach(generation -> ids.putAll(registry.registerAll(generation)));
    return ids;
  }

  /// How many of the versions, from the first on, the registry has or cannot have any more.
  private int held(String subject, List<Schema> versions) {
    for (int last = versions.size(); last > 0; last--) {
      Optional<I> id = registry.known(subject, versions.get(last - 1));
      if (id.isPresent()) {
        ids.put(subject, id.get());
        tellWhatStaysOut(subject, versions.subList(0, last - 1));
        return last;
      }
    }
    return 0;
  }

  private void tellWhatStaysOut(String subject, List<Schema> earlier) {
    for (int i = 0; i < earlier.size(); i++) {
      if (registry.known(subject, earlier.get(i)).isEmpty()) {
        LOG.warn(
            "The registry lacks version {} of {} and has a later one: it stays out, since it would"
                + " come behind that.",
            i + 1,
            subject);
      }
    }
  }
}
