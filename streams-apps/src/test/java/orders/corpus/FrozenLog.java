package orders.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A log of one aggregate as some release wrote it: `<story>.<number>.log`, a line for each event
/// with its schema, the schema's version and the Avro body in hex. Written once; the last line is
/// the checksum of the others.
record FrozenLog(String story, int number, List<Entry> entries) {

  private static final Path FOLDER = Path.of("src/test/resources/corpus");

  /// One event.
  record Entry(String schema, int version, byte[] body) {}

  /// The logs of a story, the oldest first.
  static List<FrozenLog> of(String story) {
    List<FrozenLog> logs = new ArrayList<>();
    for (int number = 1; Files.exists(file(story, number, "log")); number++) {
      logs.add(read(story, number));
    }
    return logs;
  }

  /// Writes a new log; an existing one is never written over.
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      String hex = HexFormat.of().formatHex(entry.body());
      text.append("%s %d %s\n".formatted(entry.schema(), entry.version(), hex));
    }
    Files.createDirectories(FOLDER);
    Files.writeString(
        file(story, number, "log"),
        text + "sha256 " + sum(text.toString()) + "\n",
        java.nio.file.StandardOpenOption.CREATE_NEW);
  }

  /// What the log amounts to, as it was last agreed on.
  Path folded() {
    return file(story, number, "folded.txt");
  }

  @Override
  public String toString() {
    return story + "." + number;
  }

  private static FrozenLog read(String story, int number) {
    Path file = file(story, number, "log");
    List<Entry> entries = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : lines(file)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("sha256")) {
        if (!words[1].equals(sum(text.toString()))) {
          throw new IllegalStateException(file + " is frozen and was edited");
        }
        return new FrozenLog(story, number, entries);
      }
      text.append(line).append('\n');
      byte[] body = HexFormat.of().parseHex(words[2]);
      entries.add(new Entry(words[0], Integer.parseInt(words[1]), body));
    }
    throw new IllegalStateException(file + " is frozen and lost its last line");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String story, int number, String kind) {
    return FOLDER.resolve(story + "." + number + "." + kind);
  }

  private static String sum(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
