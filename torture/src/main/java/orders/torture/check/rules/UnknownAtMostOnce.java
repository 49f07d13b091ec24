package orders.torture.check.rules;

import java.util.List;

/// What nobody answered for was done once or not at all.
public final class UnknownAtMostOnce implements Rule {

  @Override
  public String name() {
    return "unknown-at-most-once";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Attempts asked : dossier.asked()) {
      List<Logged<?>> events = dossier.caused(asked.command());
      if (asked.unknown()) {
        findings.count("commands.unknown", 1);
        findings.count("commands.unknown.done", Math.min(1, events.size()));
        if (events.size() > 1) {
          findings.broken(asked.toString(), "one event at most", events.toString());
        }
      }
    }
  }
}
