package orders.contract.evolution;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/// The frozen files in the repository: written once, then only read.
record FrozenFolder(Path root) {

  private static final String SUMS = "SHA256SUMS";

  /// Freezes what has no frozen version yet, and what differs from its latest one.
  ///
  /// @throws IllegalStateException when a schema may not follow its earlier versions
  void freeze(Map<String, Schema> schemas) throws IOException {
    for (Map.Entry<String, Schema> entry : schemas.entrySet()) {
      List<Schema> earlier = versions(entry.getKey());
      if (earlier.isEmpty() || !earlier.getLast().toString().equals(entry.getValue().toString())) {
        List<Breakage> found = EvolutionGate.check(entry.getKey(), entry.getValue(), earlier);
        if (!found.isEmpty()) {
          throw new IllegalStateException("not frozen: " + found);
        }
        Path file = root.resolve(entry.getKey()).resolve((earlier.size() + 1) + ".avsc");
        Files.createDirectories(file.getParent());
        Files.writeString(file, pretty(entry.getValue()));
        record(file);
      }
    }
  }

  /// Everything that is wrong with the files themselves.
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    SortedMap<String, String> sums = sums();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".avsc"))
          .map(file -> root.relativize(file).toString())
          .filter(name -> !sums.containsKey(name))
          .forEach(name -> faults.add(name + " has no line in " + SUMS));
    }
    for (Map.Entry<String, String> line : sums.entrySet()) {
      Path file = root.resolve(line.getKey());
      if (!Files.exists(file)) {
        faults.add(line.getKey() + " is frozen and was deleted");
      } else if (!sum(file).equals(line.getValue())) {
        faults.add(line.getKey() + " is frozen and was edited");
      }
    }
    return faults;
  }

  List<Schema> versions(String name) throws IOException {
    List<Schema> versions = new ArrayList<>();
    Path next = root.resolve(name).resolve("1.avsc");
    while (Files.exists(next)) {
      versions.add(new Schema.Parser().parse(next.toFile()));
      next = root.resolve(name).resolve((versions.size() + 1) + ".avsc");
    }
    return versions;
  }

  private static String pretty(Schema schema) throws IOException {
    return new JsonMapper().readTree(schema.toString()).toPrettyString() + "\n";
  }

  private void record(Path file) throws IOException {
    SortedMap<String, String> sums = sums();
    sums.put(root.relativize(file).toString(), sum(file));
    StringBuilder text = new StringBuilder();
    sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    Files.writeString(root.resolve(SUMS), text.toString());
  }

  private SortedMap<String, String> sums() throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    Path file = root.resolve(SUMS);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        sums.put(line.substring(66), line.substring(0, 64));
      }
    }
    return sums;
  }

  private static String sum(Path file) throws IOException {
    try {
      byte[] text = Files.readString(file).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
