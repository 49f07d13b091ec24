package orders.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockEvent;
import orders.billing.BillingRoutes;
import orders.billing.RevenueRoutes;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.asyncapi.Installation;
import orders.contract.asyncapi.Installation.Format;
import orders.contract.registry.MemoryRegistry;
import orders.engine.effect.ResultWriter;
import orders.history.AccountStories;
import orders.history.OrderEvents;
import orders.history.RevenueStories;
import orders.history.StockStories;
import orders.http.CommandRoutes;
import orders.http.ConsoleRoutes;
import orders.http.DocRoutes;
import orders.http.Routes;
import orders.http.StreamRoutes;
import orders.inventory.StockRoutes;
import orders.inventory.StockViewRoutes;
import orders.operations.ReplayRoutes;
import orders.operations.ViewRoutes;
import orders.order.OrderRoutes;
import orders.order.OrderStages;
import orders.order.OrderViewRoutes;
import orders.order.PriceList;
import orders.outside.CallbackRoutes;
import orders.policy.OrdersForStock;
import orders.policy.StockForOrders;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.Rollup;
import orders.projection.billing.Account;
import orders.projection.billing.Accounts;
import orders.projection.billing.Invoice;
import orders.projection.billing.Invoices;
import orders.projection.billing.Revenue;
import orders.projection.billing.Revenues;
import orders.projection.inventory.Movement;
import orders.projection.inventory.Movements;
import orders.projection.inventory.StockLevel;
import orders.projection.inventory.StockLevels;
import orders.projection.orders.OrderSummaries;
import orders.projection.orders.OrderSummary;
import orders.projection.shipping.Shipment;
import orders.projection.shipping.Shipments;
import orders.shipping.ShipmentRoutes;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The whole backend in memory. Time goes on by a second with each command.
public final class MemoryBackend {

  private static final Installation INSTALLATION =
      new Installation(
          4, "localhost:9092", new Installation.Registry(Format.CONFLUENT, Optional.empty()));

  /// What calls from outside are signed with.
  public static final String CALLBACK_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  public final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));
  private final AtomicLong seconds = new AtomicLong();
  private final List<Runnable> held = new ArrayList<>();
  private boolean behind;

  public final MemoryView<OrderSummary> summaries =
      new MemoryView<>(
          Topics.ORDERS_EVENTS,
          Map.of("status", row -> row.status().name(), "customer", OrderSummary::customerId));
  public final MemoryView<Invoice> invoices =
      new MemoryView<>(Topics.ORDERS_EVENTS, Map.of("customer", Invoice::customerId));
  public final MemoryView<Account> accounts = new MemoryView<>(Topics.ORDERS_EVENTS, Map.of());
  public final MemoryView<Revenue> revenue = new MemoryView<>(Topics.ORDERS_EVENTS, Map.of());
  public final MemoryView<StockLevel> levels =
      new MemoryView<>(
          Topics.STOCK_EVENTS,
          Map.of("available", row -> String.format(Locale.ROOT, "%010d", row.available())));
  public final MemoryView<Movement> movements = new MemoryView<>(Topics.STOCK_EVENTS, Map.of());

  public final MemoryView<Shipment> shipments =
      new MemoryView<>(Topics.ORDERS_EVENTS, Map.of("state", row -> row.state().name()));

  /// What the world outside has called in, as it was written down.
  public final MockProducer<String, byte[]> called =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  public final MemoryAggregate<OrderCommand, Order, OrderEvent> orders =
      new MemoryAggregate<>(new OrderRules(), this::now, this::ordered);
  public final MemoryAggregate<StockCommand, StockBook, StockEvent> stock =
      new MemoryAggregate<>(new StockBook.Rules(), this::now, this::stocked);

  /// How replays stand and what the auditor found.
  public final MemoryBoards boards = new MemoryBoards();

  public final StreamRoutes stream =
      new StreamRoutes(
          new MemoryFeed.Source(
              Map.of(Topics.ORDERS_EVENTS, orders::log, Topics.STOCK_EVENTS, stock::log)));

  private Instant now() {
    return START.plusSeconds(seconds.getAndIncrement());
  }

  /// Every public route over this backend.
  public List<Routes> routes() {
    PriceList prices =
        (sku, freshness) ->
            levels
                .get(sku, freshness)
                .value()
                .map(level -> new PriceList.Price(level.priceMinor(), level.currency()));
    var history = new OrderEvents(summaries, new MemoryEvents<>(orders::log));
    return List.of(
        new OrderRoutes(orders, prices, new OrderStages(summaries)),
        new OrderViewRoutes(summaries, history.stories(new OrderSummaries())),
        new StockRoutes(stock),
        new StockViewRoutes(levels, movements, new StockStories(new MemoryEvents<>(stock::log))),
        new BillingRoutes(
            invoices,
            history.stories(new Invoices()),
            accounts,
            new AccountStories(invoices, history)),
        new RevenueRoutes(revenue, new RevenueStories(history)),
        new ShipmentRoutes(shipments, history.stories(new Shipments())),
        new CallbackRoutes(
            CALLBACK_SECRET,
            new ResultWriter<>(
                called, Topics.PAYMENTS_RESULTS, codecs.paymentResults(), "/callbacks"),
            new ResultWriter<>(
                called, Topics.SHIPPING_RESULTS, codecs.shippingResults(), "/callbacks")),
        new CommandRoutes(List.of(orders, stock)),
        new ReplayRoutes(boards),
        new ViewRoutes(boards),
        stream,
        new DocRoutes(INSTALLATION),
        new ConsoleRoutes());
  }

  /// From now on the views fall behind, until they catch up.
  public synchronized void fallBehind() {
    behind = true;
  }

  public synchronized void catchUp() {
    behind = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  private void ordered(List<Recorded<OrderEvent>> events) {
    events.forEach(event -> view(() -> foldOrder(event)));
    var policy = new StockForOrders();
    events.forEach(
        event -> policy.react(event).forEach(c -> stock.tell(c.aggregateId(), c.command())));
  }

  private void stocked(List<Recorded<StockEvent>> events) {
    events.forEach(event -> view(() -> foldStock(event)));
    var policy = new OrdersForStock();
    events.forEach(
        event -> policy.react(event).forEach(c -> orders.tell(c.aggregateId(), c.command())));
  }

  private synchronized void view(Runnable fold) {
    if (behind) {
      held.add(fold);
    } else {
      fold.run();
    }
  }

  private void foldOrder(Recorded<OrderEvent> event) {
    fold(new OrderSummaries(), summaries, event);
    Optional<Invoice> before = invoices.find(event.aggregateId());
    Optional<Invoice> after = fold(new Invoices(), invoices, event);
    after.ifPresent(
        invoice -> {
          roll(new Accounts(), accounts, before, invoice, event);
          roll(new Revenues(), revenue, before, invoice, event);
        });
    fold(new Shipments(), shipments, event);
    List.of(summaries, invoices, accounts, revenue, shipments)
        .forEach(view -> view.reached(event.offset() + 1));
  }

  private void foldStock(Recorded<StockEvent> event) {
    Optional<StockLevel> before = levels.find(event.aggregateId());
    fold(new StockLevels(), levels, event)
        .ifPresent(level -> roll(new Movements(), movements, before, level, event));
    levels.reached(event.offset() + 1);
    movements.reached(event.offset() + 1);
  }

  private static <E, R> Optional<R> fold(
      Projection<E, R> projection, MemoryView<R> view, Recorded<E> event) {
    String key = projection.key(event);
    Optional<R> after = projection.apply(view.find(key), event);
    after.ifPresent(row -> view.put(key, row));
    return after;
  }

  private static <R, A> void roll(
      Rollup<R, A> rollup, MemoryView<A> view, Optional<R> before, R after, Recorded<?> cause) {
    for (String key : rollup.keys(before, after, cause)) {
      view.put(key, rollup.apply(view.find(key), key, before, after, cause));
    }
  }
}
