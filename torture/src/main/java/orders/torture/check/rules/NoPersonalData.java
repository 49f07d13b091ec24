package orders.torture.check.rules;

/// The personal data that was planted is in no log line, no header, no key and no reason.
public final class NoPersonalData implements Rule {

  @Override
  public String name() {
    return "no-personal-data";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    dossier
        .facts()
        .leaks()
        .forEach(place -> findings.broken(place, "no personal data", "the canary"));
  }
}
