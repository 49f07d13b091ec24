package orders.app;

import java.util.List;
import orders.aggregate.order.OrderEvent;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.inventory.InventoryContext;
import orders.kafka.Partitions;
import orders.order.OrderContext;
import orders.projection.Recorded;
import orders.projection.billing.Account;
import orders.projection.billing.Invoice;
import orders.projection.billing.Revenue;
import orders.projection.inventory.Movement;
import orders.projection.inventory.StockLevel;
import orders.projection.orders.OrderSummary;
import orders.projection.shipping.Shipment;
import orders.query.EventFetcher;
import orders.query.PartQueries;
import orders.query.ViewReader;
import orders.shipping.ShippingContext;

/// What reads are answered with.
///
/// @param local the tables of this instance, for peers
public record Reads(
    PartQueries local,
    ViewReader<OrderSummary> summaries,
    ViewReader<Invoice> invoices,
    ViewReader<Account> accounts,
    ViewReader<Revenue> revenue,
    ViewReader<StockLevel> levels,
    ViewReader<Movement> movements,
    ViewReader<Shipment> shipments,
    History history) {

  /// Fetches an order's events.
  public interface History {
    List<Recorded<OrderEvent>> events(String orderId, List<Long> offsets);
  }

  Reads(int partitions, ViewTables tables, Codecs codecs, EventFetcher<OrderEvent> fetcher) {
    this(
        tables::answer,
        tables.reader("orders", OrderContext.summaries(codecs)),
        tables.reader("billing", BillingContext.invoices(codecs)),
        tables.reader("billing", BillingContext.accounts(codecs)),
        tables.reader("billing", BillingContext.revenue(codecs)),
        tables.reader("inventory", InventoryContext.levels(codecs)),
        tables.reader("inventory", InventoryContext.movements(codecs)),
        tables.reader("shipping", ShippingContext.shipments(codecs)),
        (orderId, offsets) -> fetcher.fetch(Partitions.of(orderId, partitions), offsets));
  }
}
