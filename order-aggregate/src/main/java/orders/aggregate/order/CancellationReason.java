package orders.aggregate.order;

/// Why an order was given up.
public sealed interface CancellationReason {

  /// @param note the client's own words; may be empty
  record ByClient(String note) implements CancellationReason {}

  record TimedOut() implements CancellationReason {}
}
