package orders.torture.check.rules;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orders.contract.Catalogue;

/// The rows of each view are the fold of the log from zero, byte for byte, and readers see them.
public final class ViewsAreFolds implements Rule {

  private static final int FOUND = 200;

  @Override
  public String name() {
    return "views-are-folds";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Set<String> compared = new HashSet<>();
    for (Facts.View view : dossier.facts().views()) {
      compared.add(version(view.topic()));
      findings.count("rows." + view.topic(), view.rows());
      if (!view.difference().isEmpty()) {
        findings.broken(
            view.topic(), "the fold of " + view.events() + " events", view.difference());
      }
      long events = events(dossier.facts(), view.source());
      if (view.events() != events) {
        findings.broken(
            view.topic(), "a fold of all %d events".formatted(events), view.events() + " of them");
      }
    }
    views()
        .filter(topic -> !compared.contains(topic))
        .forEach(topic -> findings.broken(topic, "a comparison with its fold", "none"));
    looks(dossier, findings);
  }

  /// What projections write; each stands for its later versions, too.
  private static Stream<String> views() {
    return Catalogue.get().apps().values().stream()
        .filter(app -> app.view().isPresent())
        .flatMap(app -> app.produces().stream())
        .map(ViewsAreFolds::version);
  }

  private static String version(String topic) {
    return topic.replaceFirst("\\.v\\d+$", "");
  }

  private static long events(Facts facts, String source) {
    return source.equals(Timelines.ORDERS_TOPIC) ? facts.orders().size() : facts.stock().size();
  }

  private static void looks(Dossier dossier, Findings findings) {
    dossier.facts().rows().forEach(row -> shown(dossier, row, findings));
    findings.count("rows.looked.at", dossier.facts().rows().size());
    boolean some = dossier.facts().rows().stream().anyMatch(row -> last(dossier, row).isPresent());
    if (!some && !dossier.orders().isEmpty()) {
      findings.broken("readers", "some row to be looked at", "none was");
    }
  }

  private static Optional<Timelines.Moment> last(Dossier dossier, Facts.Row row) {
    return Objects.requireNonNull(dossier.timelines().get(row.view())).last(row.key());
  }

  private static void shown(Dossier dossier, Facts.Row row, Findings findings) {
    Timelines view = Objects.requireNonNull(dossier.timelines().get(row.view()));
    if (view.impossible(row.key())) {
      return; // another rule says so
    }
    Optional<Timelines.Moment> last = last(dossier, row);
    boolean same =
        last.map(moment -> shows(row, moment)).orElse(row.status() == TokensHonoured.NOT_FOUND);
    findings.count(last.isPresent() ? "rows.there" : "rows.missing", 1);
    if (!same) {
      findings.broken(
          row.view() + "/" + row.key(),
          last.map(moment -> "version %d %s".formatted(moment.version(), moment.state()))
              .orElse("no row"),
          row.toString());
    }
  }

  private static boolean shows(Facts.Row row, Timelines.Moment moment) {
    return row.status() == FOUND
        && row.version() == moment.version()
        && (row.state().isEmpty() || row.state().equals(moment.state()));
  }
}
