package orders.contract.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orders.contract.BundledSchemas;
import orders.contract.FrozenSchemas;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate: no change of a schema leaves the repository that breaks a reader of any version.
///
/// A change that is meant is frozen with `-Dschemas=freeze`.
class FrozenSchemasTest {

  private static final FrozenFolder FOLDER = new FrozenFolder(Path.of("src/main/resources/frozen"));
  private static final Schema ONE = record("{\"name\":\"a\",\"type\":\"int\"}");

  private static final boolean FREEZING = "freeze".equals(System.getProperty("schemas"));

  @TempDir private Path elsewhere;

  @Test
  void everySchemaIsFrozenAsItIsAndFitsAllItsEarlierVersions() throws IOException {
    if (FREEZING) {
      FOLDER.freeze(BundledSchemas.all());
    }
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, Schema> entry : BundledSchemas.all().entrySet()) {
      List<Schema> frozen = FOLDER.versions(entry.getKey());
      EvolutionGate.check(entry.getKey(), entry.getValue(), frozen)
          .forEach(breakage -> faults.add(breakage.toString()));
      if (frozen.isEmpty() || !frozen.getLast().toString().equals(entry.getValue().toString())) {
        faults.add(
            entry.getKey()
                + ": differs from its latest frozen version; freeze version "
                + (frozen.size() + 1)
                + " with mvn -pl schemas test -Dtest=FrozenSchemasTest -Dschemas=freeze");
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void noFrozenFileWasEditedOrDeleted() throws IOException {
    assertThat(FOLDER.faults()).isEmpty();
  }

  @Test
  void whatWasShippedOnceIsReadForEver() {
    assertThat(BundledSchemas.all().keySet()).containsAll(FrozenSchemas.all().keySet());
  }

  @Test
  void theJarCarriesWhatTheRepositoryHas() throws IOException {
    assumeFalse(FREEZING, "what is frozen now is in the next jar");
    for (String name : BundledSchemas.all().keySet()) {
      assertThat(FrozenSchemas.of(name)).isEqualTo(FOLDER.versions(name));
    }
  }

  @Test
  void anEditADeletionAndAnExtraFileAreFound() throws IOException {
    FrozenFolder folder = new FrozenFolder(elsewhere);
    folder.freeze(Map.of("T", ONE));
    assertThat(folder.faults()).isEmpty();
    Path first = elsewhere.resolve("T/1.avsc");
    Files.writeString(first, Files.readString(first).replace("int", "long"));
    assertThat(folder.faults()).containsExactly("T/1.avsc is frozen and was edited");
    Files.move(first, elsewhere.resolve("T/2.avsc"));
    assertThat(folder.faults())
        .containsExactly(
            "T/2.avsc has no line in SHA256SUMS", "T/1.avsc is frozen and was deleted");
  }

  @Test
  void aVersionIsFrozenOnceAndABreakingOneNever() throws IOException {
    FrozenFolder folder = new FrozenFolder(elsewhere);
    folder.freeze(Map.of("T", ONE));
    folder.freeze(Map.of("T", ONE));
    assertThat(folder.versions("T")).containsExactly(ONE);
    Schema more = record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
    assertThatThrownBy(() -> folder.freeze(Map.of("T", more)))
        .hasMessageContaining(
            "T field b: the new schema cannot read old records: it has no default");
    assertThat(folder.versions("T")).containsExactly(ONE);
  }

  static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"T\",\"fields\":[" + fields + "]}");
  }
}
