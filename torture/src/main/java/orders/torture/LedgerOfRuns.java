package orders.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import orders.torture.client.Tally.Count;

/// What all runs came to, a line of JSON each.
final class LedgerOfRuns {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerOfRuns() {}

  static void add(Path file, Outcome outcome, String revision) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seed", outcome.plan().seed());
    line.put("revision", revision);
    line.put("minutes", outcome.plan().time().toSeconds() / 60.0);
    line.put("faults", Report.kinds(outcome.events()));
    for (Count count : Count.values()) {
      line.put(count.name().toLowerCase(java.util.Locale.ROOT), outcome.tally().of(count));
    }
    line.put("lookedAt", outcome.verdict().counts());
    line.put("restarts", outcome.restarts());
    line.put("violations", outcome.verdict().violations().size());
    line.put("left", outcome.left().size());
    line.put("holds", outcome.holds());
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
