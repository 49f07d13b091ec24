package orders.policy;

/// A command and the aggregate it is for.
public record Addressed<C>(String aggregateId, C command) {}
