package orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// House rules that are executed rather than written down. `-Dtidy=fix` formats what is not.
class TidyTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LINES_MAX = 250;
  private static final List<String> LEFTOVERS = List.of("TO" + "DO", "FIX" + "ME", "XX" + "X");

  @Test
  void every_file_is_formatted() throws IOException, FormatterException {
    List<String> untidy = new ArrayList<>();
    var formatter = new Formatter();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String tidy = formatter.formatSourceAndFixImports(text);
      if (!tidy.equals(text)) {
        untidy.add(ROOT.relativize(file).toString());
        if ("fix".equals(System.getProperty("tidy"))) {
          Files.writeString(file, tidy);
        }
      }
    }
    assertThat(untidy).isEmpty();
  }

  @Test
  void no_file_is_longer_than_a_reader_bears() throws IOException {
    List<String> long_ = new ArrayList<>();
    for (Path file : sources()) {
      long lines = Files.readString(file).lines().count();
      if (lines > LINES_MAX) {
        long_.add(ROOT.relativize(file) + ": " + lines);
      }
    }
    assertThat(long_).isEmpty();
  }

  @Test
  void nothing_is_left_for_later() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      LEFTOVERS.stream()
          .filter(text::contains)
          .forEach(word -> found.add(ROOT.relativize(file) + ": " + word));
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
