package orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orders.contract.Catalogue;
import org.junit.jupiter.api.Test;

/// The catalogue is the one source of names: a topic that is not in it cannot be produced to, since
/// nobody can name it.
class NamesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /// The two that prove each name at class load.
  private static final Set<String> PROVEN = Set.of("Topics.java", "Apps.java");

  /// Looks like a topic of ours, whether there is such or not.
  private static final Pattern TOPIC =
      Pattern.compile(
          "[a-z]+\\.(commands|events|outcomes|requests|results|jobs|notices|[a-z]+\\.v\\d+)"
              + "(\\.dlq)?");

  @Test
  void no_code_spells_the_name_of_a_topic_or_an_app() throws IOException {
    Catalogue catalogue = Catalogue.get();
    List<String> spelled = new ArrayList<>();
    for (Path file : sources()) {
      for (String text : texts(file)) {
        boolean known = catalogue.topics().containsKey(text);
        boolean app = text.contains("-") && catalogue.apps().containsKey(text);
        if (known || app || TOPIC.matcher(text).matches()) {
          spelled.add(ROOT.relativize(file) + ": " + text);
        }
      }
    }
    assertThat(spelled).isEmpty();
  }

  private static List<String> texts(Path file) throws IOException {
    return TEXT.matcher(Files.readString(file))
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !PROVEN.contains(file.getFileName().toString()))
          .toList();
    }
  }
}
