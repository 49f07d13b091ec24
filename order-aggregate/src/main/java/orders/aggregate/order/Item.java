package orders.aggregate.order;

/// Some pieces of one product.
public record Item(String sku, int quantity) {}
