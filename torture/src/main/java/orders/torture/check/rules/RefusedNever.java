package orders.torture.check.rules;

import java.util.List;

/// What every answer refused is nowhere in the log.
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
      }
    }
  }
}
