package orders.contract.evolution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orders.contract.BundledSchemas;
import orders.contract.Subjects;
import org.apache.avro.Schema;

/// Compares the schemas of this build with what a registry holds, whoever registered it.
public final class SchemaAudit {

  private final Subjects registry;
  private final SortedMap<String, List<Schema>> ours;

  /// @param ours the versions of each subject, the one that this build writes last
  public SchemaAudit(Subjects registry, Map<String, List<Schema>> ours) {
    this.registry = registry;
    this.ours = new TreeMap<>(ours);
  }

  /// Of every schema that was ever shipped.
  public static SchemaAudit bundled(Subjects registry) {
    return new SchemaAudit(registry, BundledSchemas.history());
  }

  /// How one subject stands.
  ///
  /// @param held versions in the registry
  /// @param missing versions of ours that are not there, later than all of ours that are
  /// @param overtaken versions of ours that are not there, though a later one is: they stay out,
  ///     since they would come behind it
  /// @param breakages why the newest of ours may not follow those that are there
  public record Finding(
      String subject,
      int held,
      int missing,
      int overtaken,
      String level,
      List<Breakage> breakages) {

    public boolean complete() {
      return missing == 0 && level.equals(Subjects.LEVEL) && breakages.isEmpty();
    }
  }

  public List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    ours.forEach((subject, versions) -> findings.add(check(subject, versions)));
    return findings;
  }

  private Finding check(String subject, List<Schema> versions) {
    List<Schema> held = registry.versions(subject);
    List<Breakage> breakages = EvolutionGate.check(subject, versions.getLast(), held);
    int next = versions.size();
    while (next > 0 && !has(held, versions.get(next - 1))) {
      next--;
    }
    long overtaken = versions.subList(0, next).stream().filter(v -> !has(held, v)).count();
    int missing = versions.size() - next;
    return new Finding(
        subject, held.size(), missing, (int) overtaken, registry.level(subject), breakages);
  }

  private static boolean has(List<Schema> held, Schema version) {
    return held.stream().anyMatch(other -> BundledSchemas.same(version, other));
  }

  /// Has the registry mind the rule from now on, and registers what is missing, oldest first.
  ///
  /// @param findings of the last check, none with a breakage
  public void register(Collection<Finding> findings) {
    for (Finding finding : findings) {
      if (!finding.level().equals(Subjects.LEVEL)) {
        registry.setLevel(finding.subject(), Subjects.LEVEL);
      }
      List<Schema> versions = ours.getOrDefault(finding.subject(), List.of());
      for (Schema version :
          versions.subList(versions.size() - finding.missing(), versions.size())) {
        int _ = registry.register(finding.subject(), version);
      }
    }
  }
}
