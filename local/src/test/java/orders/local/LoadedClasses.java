package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The classes that a JVM says it has loaded (`-Xlog:class+load`), but for those from folders,
/// which no archive knows.
///
/// @param beside from jars of ours, not from the archive
record LoadedClasses(List<String> all, List<String> archived, List<String> beside) {

  private static final Pattern LOADED =
      Pattern.compile(
          "(?m)^(?:\\[.*])? *([\\w$.]+) source: (shared objects file|jrt:/|file:\\S*[.]jar)");

  static LoadedClasses of(String log) {
    List<MatchResult> all = LOADED.matcher(log).results().toList();
    return new LoadedClasses(names(all, ""), names(all, "shared"), names(all, "file:"));
  }

  private static List<String> names(List<MatchResult> found, String source) {
    return found.stream()
        .filter(one -> one.group(2).startsWith(source))
        .map(one -> one.group(1))
        .toList();
  }

  /// Names that the archive lacks make a start slower, and nothing else says so.
  void assertFresh() {
    assertThat(beside.size() * 20).as("classes beside the archive").isLessThan(all.size());
  }

  /// With `-Dclasses=write`, lists what was loaded now.
  ///
  /// @param known is listed elsewhere
  void writeIfWanted(Path list, Set<String> known) throws IOException {
    if ("write".equals(System.getProperty("classes"))) {
      Files.write(
          list,
          all.stream()
              .map(name -> name.replace('.', '/'))
              .filter(name -> !known.contains(name))
              .sorted()
              .distinct()
              .toList());
    }
  }
}
