package orders.projection.billing;

/// One line of an invoice; the price is in minor units of the invoice's currency.
public record InvoiceLine(String sku, int quantity, long unitPriceMinor) {}
