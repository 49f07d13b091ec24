package orders.torture.check.rules;

import java.util.List;
import orders.torture.history.Operation;

/// A client that was told that its version is stale was told so truly: another version was there
/// while it asked.
public final class ExplainableConflicts implements Rule {

  static final int CONFLICT = 412;

  @Override
  public String name() {
    return "explainable-conflicts";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Attempts asked : dossier.asked()) {
      asked.all().stream()
          .filter(operation -> operation.status() == CONFLICT)
          .forEach(operation -> explain(dossier, asked, operation, findings));
    }
  }

  /// An answer may be the one to an earlier request for the same command, so it may be as old.
  private static void explain(
      Dossier dossier, Attempts asked, Operation operation, Findings findings) {
    findings.count("conflicts", 1);
    List<? extends Logged<?>> story = dossier.story(asked);
    long least = dossier.sights(asked.subject()).before(asked.start());
    long told = operation.version();
    if (told == Operation.NONE) {
      if (least == operation.expected() && story.size() == least) {
        findings.broken(asked.toString(), "no conflict: " + least + " was the version", "412");
      }
      return;
    }
    boolean possible = told != operation.expected() && told >= least && told <= story.size();
    if (!possible || future(dossier, story, told, operation)) {
      findings.broken(
          asked.toString(),
          "a version from %d to %d that is not %d"
              .formatted(least, story.size(), operation.expected()),
          "412 because of version " + told);
    }
  }

  /// Whether a client began what made that version only after the answer was there.
  private static boolean future(
      Dossier dossier, List<? extends Logged<?>> story, long told, Operation operation) {
    if (told < 1) {
      return false;
    }
    Attempts cause = dossier.attempts().get(story.get((int) told - 1).command());
    return cause != null && cause.start() > operation.end();
  }
}
