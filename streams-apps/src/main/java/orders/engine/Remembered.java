package orders.engine;

/// A command that was decided, kept so that a repetition gets the same outcome.
public record Remembered(String commandId, String fingerprint, Outcome outcome) {}
