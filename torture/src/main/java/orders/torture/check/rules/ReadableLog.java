package orders.torture.check.rules;

/// An event topic holds events, and nothing else.
public final class ReadableLog implements Rule {

  @Override
  public String name() {
    return "readable-log";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    dossier
        .facts()
        .unreadable()
        .forEach(place -> findings.broken("the log", "nothing but events", place));
  }
}
