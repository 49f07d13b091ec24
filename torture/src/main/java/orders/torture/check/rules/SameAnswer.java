package orders.torture.check.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// Whoever repeats a request gets the answer that it had, byte for byte; whoever uses its key for
/// another one is refused.
public final class SameAnswer implements Rule {

  private static final int REFUSED_BY_STATE = 409;

  @Override
  public String name() {
    return "same-answer";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Attempts asked : dossier.asked()) {
      if (asked.all().size() > 1) {
        findings.count("commands.repeated", 1);
        sameBytes(asked, findings);
        oneBody(asked, findings);
        doneStaysDone(asked, findings);
        refusedStaysRefused(asked, findings);
        knownBeforeVersion(dossier, asked, findings);
      }
    }
  }

  private static void sameBytes(Attempts asked, Findings findings) {
    Map<String, String> answers = new HashMap<>();
    asked
        .with(Result.OK)
        .forEach(
            operation -> {
              String answer = operation.status() + " " + operation.answer();
              String first = answers.putIfAbsent(operation.request(), answer);
              if (first != null && !first.equals(answer)) {
                findings.broken(asked.toString(), "the answer " + first, answer);
              }
            });
  }

  /// Requests that differ with the same `If-Match` differ in their bodies.
  private static void oneBody(Attempts asked, Findings findings) {
    Map<Long, String> bodies = new HashMap<>();
    asked
        .with(Result.OK)
        .forEach(
            operation -> {
              String first = bodies.putIfAbsent(operation.expected(), operation.request());
              if (first != null && !first.equals(operation.request())) {
                findings.broken(
                    asked.toString(), "another body under its key to be refused", "it was done");
              }
            });
  }

  private static void doneStaysDone(Attempts asked, Findings findings) {
    for (Operation done : asked.with(Result.OK).toList()) {
      later(asked, done, Result.REFUSED)
          .forEach(
              operation ->
                  findings.broken(
                      asked.toString(),
                      "a repetition of what was done to be answered as before",
                      "status " + operation.status()));
    }
  }

  /// A state's refusal is remembered; a stale version and a moved price are not.
  private static void refusedStaysRefused(Attempts asked, Findings findings) {
    if (asked.kind() != Kind.CANCEL && asked.kind() != Kind.RETURN) {
      return;
    }
    for (Operation refused : asked.with(Result.REFUSED).toList()) {
      if (refused.status() == REFUSED_BY_STATE && !later(asked, refused, Result.OK).isEmpty()) {
        findings.broken(asked.toString(), "a refusal to stay one", "it was done later");
      }
    }
  }

  private static List<Operation> later(Attempts asked, Operation first, Result result) {
    return asked
        .with(result)
        .filter(operation -> operation.start() > first.end())
        .filter(operation -> operation.request().equals(first.request()))
        .toList();
  }

  /// A command that was done at the version that it expected was repeated and told that the version
  /// is another: nobody looked whether it is known.
  private static void knownBeforeVersion(Dossier dossier, Attempts asked, Findings findings) {
    List<Logged<?>> events = dossier.caused(asked.command());
    if (events.size() != 1) {
      return;
    }
    long before = events.getFirst().version() - 1;
    boolean seen = dossier.sights(asked.subject()).before(asked.start()) >= before;
    boolean same = asked.all().stream().allMatch(o -> o.expected() == before);
    boolean told = asked.all().stream().anyMatch(o -> o.status() == ExplainableConflicts.CONFLICT);
    if (seen && same && told) {
      findings.broken(
          asked.toString(),
          "every repetition to be answered with what was done",
          "412, and " + events.getFirst());
    }
  }
}
