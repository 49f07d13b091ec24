package orders.projection.billing;

import orders.projection.RowOrigin;

/// What one customer was charged in one currency. Amounts are in minor units.
///
/// @param openMinor invoiced, neither captured nor voided
/// @param invoices how many orders
public record Account(
    String customerId,
    String currency,
    long invoicedMinor,
    long capturedMinor,
    long refundedMinor,
    long voidedMinor,
    long openMinor,
    long invoices,
    RowOrigin origin) {}
