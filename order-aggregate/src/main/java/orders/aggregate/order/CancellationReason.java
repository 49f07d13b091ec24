package orders.aggregate.order;

/// Why an order was given up.
public sealed interface CancellationReason {

  /// @param text the client's own words; may be empty
  record ByClient(String text) implements CancellationReason {}

  record TimedOut() implements CancellationReason {}
}
