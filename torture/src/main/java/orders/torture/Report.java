package orders.torture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import orders.torture.check.rules.Violation;
import orders.torture.client.Tally.Count;
import orders.torture.fault.Event;
import orders.torture.fault.Phase;
import orders.torture.measure.Spread;

/// What is printed of a run at its end.
final class Report {

  private static final int VIOLATIONS_MAX = 20;

  private Report() {}

  static String of(Outcome outcome, String revision) {
    List<Event> events = outcome.events();
    var text = new StringBuilder();
    text.append("seed      ").append(outcome.plan().seed()).append(", revision ").append(revision);
    text.append("\nfaults    ").append(kinds(events, Phase.WAITED));
    text.append("\nin storm  ").append(kinds(events, Phase.STORM));
    Map<String, Long> missed = kinds(events, Phase.MISSED);
    if (!missed.isEmpty()) {
      text.append("\ndid not happen ").append(missed);
    }
    outcome.skipped().forEach(f -> text.append("\nskipped   ").append(f.word()));
    List<String> helped = helped(events);
    if (!helped.isEmpty()) {
      text.append("\nan operator had to help ").append(helped);
    }
    text.append("\nin all    ").append(Bars.of(outcome));
    text.append("\ncommands  ").append(commands(outcome));
    text.append("\nreads     ").append(reads(outcome));
    text.append("\nanswers   ").append(outcome.tally().answers()).append(" (0: none)");
    text.append("\nended by themselves, and were started again: ").append(outcome.restarts());
    text.append("\ndrained   ").append(drained(outcome));
    recovery(text, events);
    text.append("\nlooked at ").append(new TreeMap<>(outcome.verdict().counts()));
    verdict(text, outcome);
    return text.toString();
  }

  /// How often each fault happened in a phase, or did not.
  static Map<String, Long> kinds(List<Event> events, Phase phase) {
    return events.stream()
        .filter(event -> event.phase() == phase)
        .collect(Collectors.groupingBy(Event::fault, TreeMap::new, Collectors.counting()));
  }

  /// After which fault an operator did what.
  static List<String> helped(List<Event> events) {
    return events.stream()
        .filter(event -> !event.help().isEmpty())
        .map(event -> event.fault() + ": " + event.help())
        .toList();
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

  /// Only of faults that were waited for: in a storm nobody can say what a gap came from.
  private static void recovery(StringBuilder text, List<Event> events) {
    text.append("\nseconds   p50 / p99 / max of: no event on some partition | no answer to any")
        .append(" command | no answer to a read | mended → progress | mended → all ready");
    Map<String, List<Event>> byKind =
        events.stream()
            .filter(event -> event.phase() != Phase.STORM && event.phase() != Phase.MISSED)
            .collect(Collectors.groupingBy(Event::fault, TreeMap::new, Collectors.toList()));
    byKind.forEach(
        (fault, some) ->
            text.append("\n  %-17s %3d ".formatted(fault, some.size()))
                .append(spread(some, Event::stalled))
                .append(" | ")
                .append(spread(some, Event::unacknowledged))
                .append(" | ")
                .append(spread(some, Event::readsAway))
                .append(" | ")
                .append(spread(some, Event::progress))
                .append(" | ")
                .append(spread(some, Event::ready)));
  }

  private static String spread(List<Event> events, ToLongFunction<Event> what) {
    List<Long> measured =
        events.stream()
            .map(what::applyAsLong)
            .filter(millis -> millis != Event.NOT_MEASURED)
            .toList();
    if (measured.isEmpty()) {
      return "    –     –     –";
    }
    Spread spread = Spread.of(measured);
    return "%5.1f %5.1f %5.1f"
        .formatted(spread.p50() / 1000.0, spread.p99() / 1000.0, spread.max() / 1000.0);
  }

  private static void verdict(StringBuilder text, Outcome outcome) {
    List<Violation> violations = outcome.violations();
    violations.stream()
        .limit(VIOLATIONS_MAX)
        .forEach(violation -> text.append("\n✗ ").append(violation));
    text.append("\nverdict   ")
        .append(outcome.holds() ? "holds" : "DOES NOT HOLD: " + violations.size() + " violations");
  }
}
