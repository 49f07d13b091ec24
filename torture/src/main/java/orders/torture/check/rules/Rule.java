package orders.torture.check.rules;

/// Something that must be true of a run.
public interface Rule {

  /// Lower case with dashes; what a violation is reported under.
  String name();

  /// Looks at all there is and reports each violation.
  void check(Dossier dossier, Findings findings);
}
