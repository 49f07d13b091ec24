package orders.torture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import orders.torture.check.rules.Violation;
import orders.torture.client.Tally.Count;
import orders.torture.fault.Event;
import orders.torture.measure.Spread;

/// What is printed of a run at its end.
final class Report {

  private static final int VIOLATIONS_MAX = 20;

  private Report() {}

  static String of(Outcome outcome, String revision) {
    var text = new StringBuilder();
    text.append("seed      ").append(outcome.plan().seed()).append(", revision ").append(revision);
    text.append("\nfaults    ").append(kinds(outcome.events()));
    outcome.skipped().forEach(fault -> text.append(", skipped ").append(fault.word()));
    text.append("\ncommands  ").append(commands(outcome));
    text.append("\nreads     ").append(reads(outcome));
    text.append("\nanswers   ").append(outcome.tally().answers()).append(" (0: none)");
    text.append("\nrestarts  ")
        .append(outcome.restarts())
        .append(" of processes that ended by themselves");
    text.append("\ndrained   ").append(drained(outcome));
    recovery(text, outcome.events());
    text.append("\nlooked at ").append(new TreeMap<>(outcome.verdict().counts()));
    verdict(text, outcome);
    return text.toString();
  }

  /// How often each fault happened.
  static Map<String, Long> kinds(List<Event> events) {
    return events.stream()
        .collect(Collectors.groupingBy(Event::fault, TreeMap::new, Collectors.counting()));
  }

  private static String commands(Outcome outcome) {
    var tally = outcome.tally();
    return "%d acknowledged, %d refused, %d unknown; %d sent again, %d twice at once, %d given up"
        .formatted(
            tally.of(Count.ACKNOWLEDGED),
            tally.of(Count.REFUSED),
            tally.of(Count.UNKNOWN),
            tally.of(Count.RETRIES),
            tally.of(Count.DUPLICATES),
            tally.of(Count.ABORTED));
  }

  private static String reads(Outcome outcome) {
    var tally = outcome.tally();
    return tally.of(Count.READS) + " answered, " + tally.of(Count.READS_FAILED) + " not";
  }

  private static String drained(Outcome outcome) {
    String after = "%.1f s".formatted(outcome.drained().toMillis() / 1000.0);
    return outcome.left().isEmpty() ? after : "not within " + after + ": " + outcome.left();
  }

  private static void recovery(StringBuilder text, List<Event> events) {
    text.append("\nseconds   p50 / p99 / max of: no event on some partition | no answer to any")
        .append(" command | no answer to a read | ready after it was mended");
    Map<String, List<Event>> byKind =
        events.stream()
            .collect(Collectors.groupingBy(Event::fault, TreeMap::new, Collectors.toList()));
    byKind.forEach(
        (fault, some) -> {
          text.append("\n  %-17s %3d ".formatted(fault, some.size()));
          text.append(spread(some, Event::stalled)).append(" | ");
          text.append(spread(some, Event::unacknowledged)).append(" | ");
          text.append(spread(some, Event::readsAway)).append(" | ");
          text.append(
              spread(
                  some.stream().filter(event -> event.ready() != Event.NOT_WAITED).toList(),
                  Event::ready));
        });
  }

  private static String spread(List<Event> events, ToLongFunction<Event> what) {
    Spread spread = Spread.of(events.stream().map(what::applyAsLong).toList());
    return "%5.1f %5.1f %5.1f"
        .formatted(spread.p50() / 1000.0, spread.p99() / 1000.0, spread.max() / 1000.0);
  }

  private static void verdict(StringBuilder text, Outcome outcome) {
    List<Violation> violations = outcome.verdict().violations();
    violations.stream()
        .limit(VIOLATIONS_MAX)
        .forEach(violation -> text.append("\n✗ ").append(violation));
    outcome.events().stream()
        .filter(event -> !event.recovered())
        .forEach(event -> text.append("\n✗ no progress in time after ").append(event));
    text.append("\nverdict   ")
        .append(outcome.holds() ? "holds" : "DOES NOT HOLD: " + violations.size() + " violations");
  }
}
