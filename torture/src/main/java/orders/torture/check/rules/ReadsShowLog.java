package orders.torture.check.rules;

import java.util.Optional;
import orders.torture.check.rules.Timelines.Moment;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// Every row that was read is one that the committed log makes at some version.
public final class ReadsShowLog implements Rule {

  @Override
  public String name() {
    return "reads-show-log";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    dossier.facts().operations().stream()
        .filter(o -> o.kind() == Kind.READ && o.result() == Result.OK)
        .filter(o -> o.version() == Operation.NONE && dossier.timelines().containsKey(o.view()))
        .forEach(
            read ->
                findings.broken(
                    TokensHonoured.where(read), "a row with a version", TokensHonoured.seen(read)));
    dossier
        .rowsRead()
        .forEach(
            read -> {
              Timelines view = dossier.timelines().get(read.view());
              findings.count(view == null ? "reads.not.judged" : "reads", 1);
              if (view != null) {
                look(view, read, findings);
              }
            });
  }

  private static void look(Timelines view, Operation read, Findings findings) {
    Optional<Moment> moment = view.version(read.subject(), read.version());
    if (moment.isEmpty()) {
      findings.broken(
          TokensHonoured.where(read), "a version that there was", TokensHonoured.seen(read));
    } else if (read.view().equals(Timelines.ORDERS)
        && !read.state().isEmpty()
        && !read.state().equals(moment.get().state())) {
      findings.broken(
          TokensHonoured.where(read), moment.get().toString(), TokensHonoured.seen(read));
    }
  }
}
