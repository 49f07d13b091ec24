package orders.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/// Every version of every schema that was ever shipped: `frozen/<full name>/<version>.avsc` in this
/// jar, with `frozen/SHA256SUMS` (as `sha256sum -c` reads it) against edits.
public final class FrozenSchemas {

  private static final String FOLDER = "/frozen/";
  private static final SortedMap<String, List<Schema>> ALL = load();

  private FrozenSchemas() {}

  /// The versions by full name, version 1 first.
  public static SortedMap<String, List<Schema>> all() {
    return ALL;
  }

  /// The versions of one record; empty when none was shipped yet.
  public static List<Schema> of(String name) {
    return ALL.getOrDefault(name, List.of());
  }

  /// The latest version of each.
  public static SortedMap<String, Schema> latest() {
    SortedMap<String, Schema> latest = new TreeMap<>();
    ALL.forEach((name, versions) -> latest.put(name, versions.getLast()));
    return latest;
  }

  private static SortedMap<String, List<Schema>> load() {
    SortedMap<String, SortedMap<Integer, Schema>> found = new TreeMap<>();
    for (String line : text("SHA256SUMS").lines().toList()) {
      String file = line.substring(line.lastIndexOf(' ') + 1);
      String name = file.substring(0, file.indexOf('/'));
      int version = Integer.parseInt(file.substring(name.length() + 1, file.indexOf(".avsc")));
      found.computeIfAbsent(name, _ -> new TreeMap<>()).put(version, SchemaText.parse(text(file)));
    }
    SortedMap<String, List<Schema>> all = new TreeMap<>();
    found.forEach((name, versions) -> all.put(name, inOrder(name, versions)));
    return Collections.unmodifiableSortedMap(all);
  }

  private static List<Schema> inOrder(String name, SortedMap<Integer, Schema> versions) {
    if (versions.lastKey() != versions.size()) {
      throw new IllegalStateException("the frozen versions of " + name + " have a gap");
    }
    return List.copyOf(new ArrayList<>(versions.values()));
  }

  private static String text(String file) {
    try (InputStream in = FrozenSchemas.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + file, e);
    }
  }
}
