package orders.torture.check.rules;

import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// Something was done: a system that answers nobody breaks no promise, and is of no use.
public final class Progress implements Rule {

  @Override
  public String name() {
    return "progress";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Result result : Result.values()) {
      long many = dossier.facts().operations().stream().filter(o -> o.result() == result).count();
      findings.count("operations." + result.name().toLowerCase(java.util.Locale.ROOT), many);
    }
    boolean asked = !dossier.attempts().isEmpty();
    if (asked && dossier.asked().stream().noneMatch(Attempts::acknowledged)) {
      findings.broken(
          "clients", "some command to be acknowledged", "none of " + dossier.asked().size());
    }
    boolean reads = dossier.facts().operations().stream().anyMatch(o -> o.kind() == Kind.READ);
    if (reads && dossier.rowsRead().findAny().isEmpty()) {
      findings.broken("clients", "some read to be answered with a row", "none");
    }
  }
}
