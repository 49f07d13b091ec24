package orders.torture.check.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.engine.Outcome;

/// Every outcome says of its command what the log of events says, and always the same.
public final class OutcomesAgree implements Rule {

  @Override
  public String name() {
    return "outcomes-agree";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<String, Outcome> first = new HashMap<>();
    for (Outcome outcome : dossier.facts().outcomes()) {
      if (!kept(outcome)) {
        continue;
      }
      Outcome before = first.putIfAbsent(outcome.commandId(), outcome);
      if (before == null) {
        wrong(dossier.caused(outcome.commandId()), outcome)
            .ifPresent(seen -> findings.broken(outcome.commandId(), outcome.toString(), seen));
      } else if (!before.equals(outcome)) {
        findings.broken(outcome.commandId(), before.toString(), outcome.toString());
      }
    }
    findings.count("outcomes", dossier.facts().outcomes().size());
  }

  /// The others are an answer to one request, and the next may be answered differently.
  private static boolean kept(Outcome outcome) {
    return switch (outcome.kind()) {
      case ACCEPTED, REFUSED -> true;
      case CONFLICT, KEY_REUSED, IMPOSSIBLE -> false;
    };
  }

  private static Optional<String> wrong(List<Logged<?>> events, Outcome outcome) {
    if (events.size() != outcome.events()) {
      return Optional.of(events.size() + " events: " + events);
    }
    if (events.isEmpty()) {
      return Optional.empty();
    }
    Logged<?> last = events.getLast();
    boolean right =
        last.aggregate().equals(outcome.aggregateId())
            && last.version() == outcome.version()
            && last.event().partition() == outcome.partition()
            && last.count() == outcome.position();
    return right
        ? Optional.empty()
        : Optional.of(last + ", event " + last.count() + " of its partition");
  }
}
