package orders.aggregate.order;

/// Why an order could not be carried out.
public sealed interface RejectionReason {

  record OutOfStock(String sku, int available) implements RejectionReason {}

  record PaymentDeclined(String code) implements RejectionReason {}
}
