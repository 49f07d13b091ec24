package orders.torture.check.rules;

/// A rule that a run has broken.
///
/// @param rule its name, such as `acknowledged-once`
/// @param subject the order, SKU, command or place that it is about
/// @param expected what had to be true
/// @param seen what was there instead
public record Violation(String rule, String subject, String expected, String seen) {

  /// One line.
  @Override
  public String toString() {
    return "%s: %s: expected %s, saw %s".formatted(rule, subject, expected, seen);
  }
}
