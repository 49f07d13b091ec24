package orders.torture.check.rules;

/// After the last fault is healed everything comes to rest: no transaction is open, nobody has
/// anything left to read.
public final class AtRest implements Rule {

  @Override
  public String name() {
    return "at-rest";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Facts.End end : dossier.facts().ends()) {
      if (end.stable() < end.end()) {
        findings.broken(
            end.topic() + "-" + end.partition(),
            "no open transaction",
            "stable up to %d of %d".formatted(end.stable(), end.end()));
      }
    }
    for (Duty duty : Duty.all(dossier.facts().partitions())) {
      findings.count("groups.places", 1);
      if (dossier.facts().lags().stream().noneMatch(duty::in)) {
        findings.broken(
            duty.topic() + "-" + duty.partition(),
            "somebody who reads it, as the catalogue has it",
            "no group of " + duty.groups());
      }
    }
    for (Facts.Lag lag : dossier.facts().lags()) {
      if (lag.place() < lag.end()) {
        findings.broken(
            lag.group() + " in " + lag.topic() + "-" + lag.partition(),
            "everything read",
            "%d of %d".formatted(lag.place(), lag.end()));
      }
    }
  }
}
