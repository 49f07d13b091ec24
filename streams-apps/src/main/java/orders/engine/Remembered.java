package orders.engine;

/// A command that was decided, kept so that a repetition gets the same outcome.
///
/// @param fingerprint of its body; [#UNKNOWN] when an event of a build that did not note it is all
///     that is left of the command
public record Remembered(String commandId, String fingerprint, Outcome outcome) {

  /// Fits every body.
  public static final String UNKNOWN = "?";

  /// Whether a command with that fingerprint is a repetition, rather than another one under its id.
  boolean isFor(String other) {
    return fingerprint.equals(UNKNOWN) || fingerprint.equals(other);
  }
}
