package orders.projection.shipping;

/// Some pieces of one product in a parcel.
public record ShipmentLine(String sku, int quantity) {}
