package orders.torture.check;

/// A promise that was not kept.
public record Violation(String rule, String detail) {}
