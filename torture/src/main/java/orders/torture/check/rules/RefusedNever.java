package orders.torture.check.rules;

import java.util.List;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Result;

/// What every answer refused is nowhere in the log, and what is there is refused to nobody who asks
/// for it again.
public final class RefusedNever implements Rule {

  @Override
  public String name() {
    return "refused-never";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Attempts asked : dossier.asked()) {
      List<Logged<?>> events = dossier.caused(asked.command());
      if (asked.refused()) {
        findings.count("commands.refused", 1);
        if (!events.isEmpty()) {
          findings.broken(asked.toString(), "no event, for it was refused", events.toString());
        }
      } else if (!events.isEmpty()) {
        again(dossier, asked, events.getLast(), findings);
      }
    }
  }

  /// Somebody has seen it before it was asked for again, in the same words.
  private static void again(Dossier dossier, Attempts asked, Logged<?> done, Findings findings) {
    if (asked.all().stream().map(Operation::request).distinct().count() > 1) {
      return; // who has the key refuses other words, and nobody can tell which came first
    }
    Sights sights = dossier.sights(asked.subject());
    asked
        .with(Result.REFUSED)
        .filter(refused -> sights.before(refused.start()) >= done.version())
        .forEach(
            refused ->
                findings.broken(
                    asked.toString(),
                    "a repetition to be told that it is done: " + done,
                    "status " + refused.status()));
  }
}
