package orders.app;

import java.util.List;
import java.util.function.Supplier;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.history.AccountStories;
import orders.history.OrderEvents;
import orders.history.RevenueStories;
import orders.history.StockStories;
import orders.inventory.InventoryContext;
import orders.order.OrderContext;
import orders.projection.billing.Account;
import orders.projection.billing.Invoice;
import orders.projection.billing.Revenue;
import orders.projection.inventory.Movement;
import orders.projection.inventory.StockLevel;
import orders.projection.orders.OrderSummary;
import orders.projection.shipping.Shipment;
import orders.query.Events;
import orders.query.PartQueries;
import orders.query.ViewReader;
import orders.replay.Auditor;
import orders.shipping.ShippingContext;

/// What reads are answered with.
///
/// @param local the tables of this instance, for peers
/// @param hosted what this instance has the active copies of
public record Reads(
    PartQueries local,
    ViewReader<OrderSummary> summaries,
    ViewReader<Invoice> invoices,
    ViewReader<Account> accounts,
    ViewReader<Revenue> revenue,
    ViewReader<StockLevel> levels,
    ViewReader<Movement> movements,
    ViewReader<Shipment> shipments,
    Events<OrderEvent> orderLog,
    Events<StockEvent> stockLog,
    Supplier<List<Auditor.Part>> hosted) {

  Reads(
      ViewTables tables,
      Codecs codecs,
      Events<OrderEvent> orderLog,
      Events<StockEvent> stockLog,
      Supplier<List<Auditor.Part>> hosted) {
    this(
        tables::answer,
        tables.reader("orders", OrderContext.summaries(codecs)),
        tables.reader("billing", BillingContext.invoices(codecs)),
        tables.reader("billing", BillingContext.accounts(codecs)),
        tables.reader("billing", BillingContext.revenue(codecs)),
        tables.reader("inventory", InventoryContext.levels(codecs)),
        tables.reader("inventory", InventoryContext.movements(codecs)),
        tables.reader("shipping", ShippingContext.shipments(codecs)),
        orderLog,
        stockLog,
        hosted);
  }

  /// A reader of some row of a view.
  ViewReader<?> view(String group) {
    return switch (group) {
      case "orders" -> summaries;
      case "billing" -> invoices;
      case "inventory" -> levels;
      case "shipping" -> shipments;
      default -> throw new IllegalArgumentException("no view " + group);
    };
  }

  /// The histories of orders.
  public OrderEvents orders() {
    return new OrderEvents(summaries, orderLog);
  }

  AccountStories accountStories() {
    return new AccountStories(invoices, orders());
  }

  RevenueStories revenueStories() {
    return new RevenueStories(orders());
  }

  StockStories stockStories() {
    return new StockStories(stockLog);
  }
}
