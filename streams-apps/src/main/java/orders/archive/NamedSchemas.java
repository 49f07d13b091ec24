package orders.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import orders.contract.Dialect;
import orders.contract.Topics;
import orders.contract.UndecodableRecord;
import orders.contract.WireFormat;
import org.jspecify.annotations.Nullable;

/// The schemas that archived values name: all of them have to be somewhere, or the values are lost.
///
/// @param <I> what the registry calls a schema by
final class NamedSchemas<I> {

  private static final JsonMapper JSON = new JsonMapper();

  /// How a value names its schema.
  private interface Name<I> {
    I of(byte @Nullable [] value);
  }

  private final Name<I> name;
  private final Predicate<I> known;
  private final Set<Object> archived;
  private final Set<I> named = new HashSet<>();

  private NamedSchemas(Name<I> name, Predicate<I> known, Set<Object> archived) {
    this.name = name;
    this.known = known;
    this.archived = archived;
  }

  /// Schemas that are archived with the values, from our own registry's topic.
  static NamedSchemas<Integer> archived() {
    Set<Object> archived = new HashSet<>();
    return new NamedSchemas<>(WireFormat::schemaId, archived::contains, archived);
  }

  /// Schemas that a registry outside of the cluster has, which is kept by whoever keeps it. What
  /// was archived of our own topic has ids of its own, which may be the same.
  static <I> NamedSchemas<I> in(Dialect<I> registry) {
    return new NamedSchemas<>(registry::id, id -> registry.byId(id).isPresent(), new HashSet<>());
  }

  /// A record of an event topic.
  ///
  /// @param partition as the archive calls it
  void value(String partition, ArchivedRecord record) {
    try {
      named.add(name.of(record.value()));
    } catch (UndecodableRecord e) {
      throw new BrokenArchive(partition + "@" + record.offset(), e);
    }
  }

  /// A record of the schemas topic.
  void schema(ArchivedRecord record) {
    try {
      JsonNode value = record.value() == null ? null : JSON.readTree(record.value());
      if (value != null && value.has("id")) {
        archived.add(value.get("id").asInt());
      }
    } catch (IOException e) {
      throw new BrokenArchive(Topics.SCHEMAS + "@" + record.offset(), e);
    }
  }

  /// @throws BrokenArchive when one is nowhere
  void check() {
    List<I> missing = named.stream().filter(id -> !known.test(id)).toList();
    if (!missing.isEmpty()) {
      throw new BrokenArchive(Topics.SCHEMAS, "events name schemas that are missing: " + missing);
    }
  }
}
