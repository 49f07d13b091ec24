package orders.torture.check.rules;

import orders.torture.history.Operation;

/// The personal data that was planted is in no log line, no header, no key and no error, and the
/// search for it finds it where it stands by right.
public final class NoPersonalData implements Rule {

  @Override
  public String name() {
    return "no-personal-data";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Facts.Personal personal = dossier.facts().personal();
    personal.leaks().forEach(place -> findings.broken(place, "no personal data", "the canary"));
    personal.unread().forEach(place -> findings.broken(place, "something to look into", "none"));
    dossier.facts().operations().stream()
        .filter(Operation::leak)
        .forEach(
            told ->
                findings.broken(
                    "operation " + told.number(),
                    "an error without personal data",
                    "the canary in a body of status " + told.status()));
    findings.count("canary.found", personal.found());
    if (personal.planted() && personal.found() == 0 && !dossier.orders().isEmpty()) {
      findings.broken(
          "the search", "to find the canary in what clients sent", "it is nowhere at all");
    }
  }
}
