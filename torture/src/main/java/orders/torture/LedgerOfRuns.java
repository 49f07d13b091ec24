package orders.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.torture.client.Tally.Count;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;
import orders.torture.fault.Phase;

/// What all runs came to, a line of JSON each.
final class LedgerOfRuns {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String revision;

  private LedgerOfRuns(Path file, String revision) {
    this.file = file;
    this.revision = revision;
  }

  /// @param revision of what is run
  /// @throws Failure when it cannot be written, before anything is run for it
  static LedgerOfRuns open(Path file, String revision) {
    try {
      Files.writeString(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new Failure(
          ExitCodes.BAD_CONFIGURATION,
          "cannot write " + file + ": " + e,
          "choose another --ledger");
    }
    return new LedgerOfRuns(file, revision);
  }

  /// A run that has come to its end.
  void add(Outcome outcome) {
    Map<String, Object> line = of(outcome.plan());
    line.put("verdict", outcome.holds() ? "holds" : "does not hold");
    line.put("violations", outcome.violations().size());
    line.put("skipped", outcome.skipped().stream().map(Fault::word).toList());
    line.put("faults", Report.kinds(outcome.events(), Phase.WAITED));
    line.put("inStorm", Report.kinds(outcome.events(), Phase.STORM));
    line.put("didNotHappen", Report.kinds(outcome.events(), Phase.MISSED));
    line.put("quiet", outcome.events().stream().filter(e -> e.phase() == Phase.QUIET).count());
    line.put("bars", Bars.of(outcome));
    line.put("helped", Report.helped(outcome.events()));
    line.put("stalledMs", millis(outcome, Event::stalled));
    line.put("readsAwayMs", millis(outcome, Event::readsAway));
    for (Count count : Count.values()) {
      line.put(count.name().toLowerCase(Locale.ROOT), outcome.tally().of(count));
    }
    line.put("lookedAt", outcome.verdict().counts());
    line.put("restarts", outcome.restarts());
    write(line);
  }

  /// By fault, for each time that it was waited for.
  private static Map<String, List<Long>> millis(Outcome outcome, ToLongFunction<Event> what) {
    return outcome.events().stream()
        .filter(event -> event.phase() == Phase.WAITED)
        .collect(
            Collectors.groupingBy(
                Event::fault,
                TreeMap::new,
                Collectors.mapping(event -> what.applyAsLong(event), Collectors.toList())));
  }

  /// A run that did not: it says nothing of the system, and that is said.
  void add(Plan plan, Throwable broken) {
    Map<String, Object> line = of(plan);
    line.put("verdict", "broke off");
    line.put("because", broken.getClass().getName() + ": " + broken.getMessage());
    write(line);
  }

  private Map<String, Object> of(Plan plan) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seed", plan.seed());
    line.put("revision", revision);
    line.put("minutes", plan.time().toSeconds() / 60.0);
    line.put("stormSeconds", plan.storm().toSeconds());
    line.put("asked", plan.faults().stream().map(Fault::word).toList());
    line.put("clients", plan.shoppers());
    line.put("readers", plan.readers());
    line.put("partitions", plan.partitions());
    return line;
  }

  private void write(Map<String, Object> line) {
    try {
      String text = JSON.writeValueAsString(line) + "\n";
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + line, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
