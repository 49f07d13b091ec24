package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects what rules find, and keeps a few of each: a broken system may break one a million
/// times.
public final class Findings {

  /// Violations kept of one rule.
  public static final int KEPT_MAX = 20;

  /// Characters of what was seen that are kept.
  private static final int TEXT_MAX = 400;

  private final List<Violation> kept = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private String rule = "";

  /// Runs the rules, one after the other. One that cannot go on with what a run left says so as a
  /// violation.
  public static Findings of(List<Rule> rules, Dossier dossier) {
    var findings = new Findings();
    for (Rule rule : rules) {
      findings.rule = rule.name();
      try {
        rule.check(dossier, findings);
      } catch (RuntimeException e) {
        findings.broken("the rule", "to be decidable", e.toString());
      }
    }
    return findings;
  }

  /// At most [#KEPT_MAX] of each rule.
  public List<Violation> kept() {
    return List.copyOf(kept);
  }

  /// What was looked at, and how often each rule was broken.
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /// Reports a violation of the rule that runs now.
  public void broken(String subject, String expected, String seen) {
    if (counts.merge("broken." + rule, 1L, Long::sum) <= KEPT_MAX) {
      kept.add(new Violation(rule, subject, expected, cut(seen)));
    }
  }

  /// Whether something was found about a subject so far.
  boolean mentions(String subject) {
    return kept.stream().anyMatch(found -> found.subject().contains(subject));
  }

  /// Says how much was looked at.
  public void count(String what, long many) {
    counts.merge(what, many, Long::sum);
  }

  /// Says what the most of something was.
  void most(String what, long many) {
    counts.merge(what, many, Math::max);
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
  }
}
