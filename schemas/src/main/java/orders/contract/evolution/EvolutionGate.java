package orders.contract.evolution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/// The rule that a changed schema must keep: it reads what every version before it wrote, and every
/// version before it reads what it writes (Confluent's `FULL_TRANSITIVE`). A log is replayed whole,
/// and during a roll-out old and new instances read one another.
///
/// Stricter than Confluent in one point: a field keeps its logical type, since the same number with
/// another unit is no longer the same value.
public final class EvolutionGate {

  private EvolutionGate() {}

  /// What keeps a schema from following others; empty when it may.
  ///
  /// @param earlier the subject's versions, the first first
  public static List<Breakage> check(String subject, Schema next, List<Schema> earlier) {
    List<Breakage> found = new ArrayList<>();
    for (int i = 0; i < earlier.size(); i++) {
      Schema old = earlier.get(i);
      Set<Breakage> ofVersion = new LinkedHashSet<>();
      ofVersion.addAll(unreadable(subject, i + 1, next, old, "the new schema cannot read old"));
      ofVersion.addAll(unreadable(subject, i + 1, old, next, "the old schema cannot read new"));
      units(subject, i + 1, "", next, old, ofVersion);
      found.addAll(ofVersion);
    }
    return found;
  }

  private static List<Breakage> unreadable(
      String subject, int version, Schema reader, Schema writer, String who) {
    SchemaCompatibility.SchemaCompatibilityResult result;
    try {
      result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    } catch (AvroRuntimeException e) {
      // Two fields there answer to the name and the aliases of one here.
      return List.of(new Breakage(subject, version, "", who + " records: " + e.getMessage()));
    }
    return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : result.getIncompatibilities().stream()
            .map(
                why ->
                    new Breakage(
                        subject,
                        version,
                        FieldPath.of(reader, why.getLocation()),
                        who + " records: " + reason(why)))
            .toList();
  }

  private static String reason(Incompatibility why) {
    return switch (why.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE -> "it has no default, and no alias finds it there";
      case TYPE_MISMATCH -> "another type: " + why.getMessage();
      case MISSING_ENUM_SYMBOLS -> "unknown symbols and no default: " + why.getMessage();
      case MISSING_UNION_BRANCH -> "a type that the union lacks: " + why.getMessage();
      case NAME_MISMATCH -> "another name: " + why.getMessage();
      case FIXED_SIZE_MISMATCH -> "another size: " + why.getMessage();
    };
  }

  private static void units(
      String subject, int version, String path, Schema next, Schema old, Set<Breakage> found) {
    if (!Objects.equals(next.getLogicalType(), old.getLogicalType())) {
      String reason = "logical type %s, not %s".formatted(logical(next), logical(old));
      found.add(new Breakage(subject, version, path, reason));
    }
    if (next.getType() != old.getType()) {
      return;
    }
    switch (next.getType()) {
      case RECORD -> {
        for (Schema.Field field : next.getFields()) {
          Schema.Field before = counterpart(field, old);
          if (before != null) {
            String inside = path.isEmpty() ? field.name() : path + "." + field.name();
            units(subject, version, inside, field.schema(), before.schema(), found);
          }
        }
      }
      case ARRAY ->
          units(subject, version, path + "[]", next.getElementType(), old.getElementType(), found);
      case MAP ->
          units(subject, version, path + "{}", next.getValueType(), old.getValueType(), found);
      case UNION -> {
        for (Schema branch : next.getTypes()) {
          Integer index = old.getIndexNamed(branch.getFullName());
          if (index != null) {
            units(subject, version, path, branch, old.getTypes().get(index), found);
          }
        }
      }
      default -> {}
    }
  }

  private static Schema.@org.jspecify.annotations.Nullable Field counterpart(
      Schema.Field field, Schema old) {
    Schema.Field same = old.getField(field.name());
    if (same != null) {
      return same;
    }
    return field.aliases().stream()
        .map(old::getField)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String logical(Schema schema) {
    return schema.getLogicalType() == null ? "none" : schema.getLogicalType().getName();
  }
}
