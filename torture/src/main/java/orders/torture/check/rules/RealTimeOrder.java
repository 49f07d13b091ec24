package orders.torture.check.rules;

import java.util.List;

/// What began after something else was seen comes after it in the log: an order or a SKU is one
/// object that everybody shares.
public final class RealTimeOrder implements Rule {

  @Override
  public String name() {
    return "real-time-order";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Attempts asked : dossier.asked()) {
      List<Logged<?>> events = dossier.caused(asked.command());
      if (events.size() == 1) {
        long version = events.getFirst().version();
        long seen = dossier.sights(asked.subject()).before(asked.start());
        if (seen >= version) {
          findings.broken(
              asked.toString(),
              "a version above " + seen + ", which was seen before it began",
              events.getFirst().toString());
        }
      }
    }
  }
}
