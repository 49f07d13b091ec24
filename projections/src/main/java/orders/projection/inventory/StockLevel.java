package orders.projection.inventory;

import orders.projection.RowOrigin;

/// The level of one SKU; counts are pieces, the price is in minor units of `currency`.
///
/// @param name empty while the product is not listed
public record StockLevel(
    String sku,
    String name,
    long priceMinor,
    String currency,
    int available,
    int reserved,
    long shipped,
    long received,
    long adjusted,
    long takenBack,
    RowOrigin origin) {}
