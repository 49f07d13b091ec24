package orders.torture.check.rules;

import java.util.Optional;

/// The rows of each view are the fold of the log from zero, byte for byte, and readers see them.
public final class ViewsAreFolds implements Rule {

  @Override
  public String name() {
    return "views-are-folds";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    for (Facts.View view : dossier.facts().views()) {
      findings.count("rows." + view.topic(), view.rows());
      if (!view.difference().isEmpty()) {
        findings.broken(
            view.topic(), "the fold of " + view.events() + " events", view.difference());
      }
    }
    dossier.facts().rows().forEach(row -> shown(dossier, row, findings));
    findings.count("rows.looked.at", dossier.facts().rows().size());
  }

  private static void shown(Dossier dossier, Facts.Row row, Findings findings) {
    Timelines view = dossier.timelines().get(row.view());
    Optional<Timelines.Moment> last = view == null ? Optional.empty() : view.last(row.key());
    if (last.isEmpty()) {
      return;
    }
    Timelines.Moment moment = last.get();
    boolean same =
        row.status() == 200
            && row.version() == moment.version()
            && (row.state().isEmpty() || row.state().equals(moment.state()));
    if (!same) {
      findings.broken(
          row.view() + "/" + row.key(),
          "version %d %s".formatted(moment.version(), moment.state()),
          row.toString());
    }
  }
}
