package orders.contract.evolution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import orders.contract.BundledSchemas;
import orders.contract.FrozenSchemas;
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
    Map<String, List<Schema>> ours = new TreeMap<>();
    BundledSchemas.all()
        .forEach(
            (subject, schema) -> {
              List<Schema> versions = new ArrayList<>(FrozenSchemas.of(subject));
              if (versions.isEmpty() || !same(versions.getLast(), schema)) {
                versions.add(schema);
              }
              ours.put(subject, versions);
            });
    return new SchemaAudit(registry, ours);
  }

  /// How one subject stands.
  ///
  /// @param held versions in the registry
  /// @param missing versions of ours that are not there
  /// @param breakages why the newest of ours may not follow those that are there
  public record Finding(
      String subject, int held, int missing, String level, List<Breakage> breakages) {

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
    int missing =
        (int)
            versions.stream()
                .filter(version -> held.stream().noneMatch(other -> same(version, other)))
                .count();
    return new Finding(subject, held.size(), missing, registry.level(subject), breakages);
  }

  /// As a registry tells schemas apart: by their text, documentation included.
  private static boolean same(Schema one, Schema other) {
    return one.toString().equals(other.toString());
  }

  /// Has the registry mind the rule from now on, and registers what is missing, oldest first.
  ///
  /// @param findings of the last check, none with a breakage
  public void register(Collection<Finding> findings) {
    for (Finding finding : findings) {
      if (!finding.level().equals(Subjects.LEVEL)) {
        registry.setLevel(finding.subject(), Subjects.LEVEL);
      }
      if (finding.missing() > 0) {
        for (Schema version : ours.getOrDefault(finding.subject(), List.of())) {
          int _ = registry.register(finding.subject(), version);
        }
      }
    }
  }
}
