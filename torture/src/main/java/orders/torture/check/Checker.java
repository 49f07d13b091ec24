package orders.torture.check;

import java.time.Duration;
import orders.torture.check.rules.Dossier;
import orders.torture.check.rules.Facts;
import orders.torture.check.rules.Findings;
import orders.torture.check.rules.Rules;

/// Judges a run. It trusts nothing that a process says of itself: only the committed log, what
/// clients were told, the provider's ledger and the rows.
public final class Checker {

  private Checker() {}

  /// Reads what the run left and holds it to every rule.
  ///
  /// @throws RuntimeException when the cluster or the history cannot be read
  public static Verdict check(Evidence evidence) {
    return check(evidence, Ends.REST_MAX);
  }

  /// @param patience how long groups and transactions may still take to come to rest
  public static Verdict check(Evidence evidence, Duration patience) {
    return judge(Gathering.of(evidence, patience));
  }

  /// Holds facts to every rule.
  public static Verdict judge(Facts facts) {
    Findings findings = Findings.of(Rules.ALL, Dossier.of(facts));
    return new Verdict(findings.kept(), findings.counts());
  }
}
