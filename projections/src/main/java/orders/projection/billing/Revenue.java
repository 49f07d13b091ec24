package orders.projection.billing;

import java.time.LocalDate;
import orders.projection.RowOrigin;

/// What happened to money in one currency on one day (UTC). Amounts are in minor units.
///
/// @param orders how many orders were placed that day
public record Revenue(
    LocalDate day,
    String currency,
    long invoicedMinor,
    long capturedMinor,
    long refundedMinor,
    long voidedMinor,
    long orders,
    RowOrigin origin) {}
