package orders.engine;

/// A committed outcome as it reached the waiting client.
///
/// @param replayed the command had been decided before, and this is the remembered outcome
public record Settled(Outcome outcome, boolean replayed) {}
