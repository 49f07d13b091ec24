package orders.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderCommand.CancelOrder;
import orders.aggregate.order.OrderCommand.ExpireOrder;
import orders.aggregate.order.OrderCommand.PlaceOrder;
import orders.aggregate.order.OrderCommand.RecordAuthorisation;
import orders.aggregate.order.OrderCommand.RecordDecline;
import orders.aggregate.order.OrderCommand.RecordDelivery;
import orders.aggregate.order.OrderCommand.RecordReservation;
import orders.aggregate.order.OrderCommand.RecordShipment;
import orders.aggregate.order.OrderCommand.RecordShortage;
import orders.aggregate.order.OrderCommand.ReturnOrder;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockCommand.AdjustStock;
import orders.aggregate.stock.StockCommand.ChangePrice;
import orders.aggregate.stock.StockCommand.ListProduct;
import orders.aggregate.stock.StockCommand.ReceiveStock;
import orders.aggregate.stock.StockCommand.Release;
import orders.aggregate.stock.StockCommand.RenameProduct;
import orders.aggregate.stock.StockCommand.Reserve;
import orders.aggregate.stock.StockCommand.Ship;
import orders.aggregate.stock.StockCommand.TakeBack;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.memory.OrderRules;
import orders.memory.StockBook;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.Rollup;
import orders.projection.billing.Accounts;
import orders.projection.billing.Invoices;
import orders.projection.billing.Revenues;
import orders.projection.inventory.Movements;
import orders.projection.inventory.StockLevels;
import orders.projection.orders.OrderSummaries;
import orders.projection.shipping.Shipments;

/// The stories of the corpus. Together they have every event; a new kind of event joins one.
final class Stories {

  private static final PlaceOrder PLACE =
      new PlaceOrder(
          "c-1",
          List.of(new OrderLine("tea", 2, 450), new OrderLine("pot", 1, 2_900)),
          "EUR",
          new Contact("Ada", "ada@example.org", "1 Byron Row"),
          "tok-approve");

  private Stories() {}

  static List<Story<OrderCommand, Order, OrderEvent>> orders(Codecs codecs) {
    List<OrderCommand> reserved =
        List.of(PLACE, new RecordReservation("tea"), new RecordReservation("pot"));
    List<OrderCommand> paid = and(reserved, new RecordAuthorisation("p-1"));
    return List.of(
        order(
            "order-returned",
            codecs,
            and(
                paid,
                new RecordShipment("Bird Post", "B-7", 1),
                new RecordDelivery("Bird Post", "B-7"),
                new ReturnOrder(List.of(new Item("tea", 1))))),
        order(
            "order-out-of-stock",
            codecs,
            List.of(PLACE, new RecordReservation("tea"), new RecordShortage("pot", 0))),
        order("order-declined", codecs, and(reserved, new RecordDecline("p-1", "no-funds"))),
        order("order-cancelled", codecs, and(paid, new CancelOrder("bought it elsewhere"))),
        order(
            "order-expired",
            codecs,
            and(
                reserved,
                new ExpireOrder(),
                new RecordAuthorisation("p-1"),
                new RecordShipment("Bird Post", "B-8", 1))));
  }

  static Story<StockCommand, StockBook, StockEvent> stock(Codecs codecs) {
    return new Story<>(
        "stock-sold",
        "tea",
        List.of(
            new ListProduct("Tea", 500, "EUR"),
            new ChangePrice(450),
            new RenameProduct("Green tea"),
            new ReceiveStock(10, "DN-7"),
            new AdjustStock(-1, "count"),
            new Reserve("o-1", 4),
            new Reserve("o-2", 100),
            new Reserve("o-3", 2),
            new Release("o-3"),
            new Ship("o-1"),
            new TakeBack("o-1", 1)),
        new StockBook.Rules(),
        codecs.stockEvents(),
        log -> rows(log, new StockLevels(), new Movements()));
  }

  private static Story<OrderCommand, Order, OrderEvent> order(
      String name, Codecs codecs, List<OrderCommand> commands) {
    return new Story<>(
        name,
        "o-1",
        commands,
        new OrderRules(),
        codecs.orderEvents(),
        log -> {
          List<Object> rows = new ArrayList<>(rows(log, new OrderSummaries()));
          rows.addAll(rows(log, new Invoices(), new Accounts(), new Revenues()));
          rows.addAll(rows(log, new Shipments()));
          return rows;
        });
  }

  @SafeVarargs
  private static <E, R> List<?> rows(
      List<Recorded<E>> log, Projection<E, R> projection, Rollup<R, ?>... rollups) {
    Optional<R> row = Optional.empty();
    List<Map<String, Object>> rolled = new ArrayList<>();
    for (Rollup<R, ?> _ : rollups) {
      rolled.add(new TreeMap<>());
    }
    for (Recorded<E> event : log) {
      Optional<R> before = row;
      row = projection.apply(before, event);
      for (int i = 0; i < rollups.length; i++) {
        roll(rollups[i], rolled.get(i), before, row.orElseThrow(), event);
      }
    }
    List<Object> rows = new ArrayList<>(row.stream().toList());
    rolled.forEach(part -> rows.addAll(part.values()));
    return rows;
  }

  @SuppressWarnings("unchecked") // A rollup's map holds its own rows only.
  private static <R, A> void roll(
      Rollup<R, A> rollup,
      Map<String, Object> rows,
      Optional<R> before,
      R after,
      Recorded<?> cause) {
    for (String key : rollup.keys(before, after, cause)) {
      Optional<A> row = Optional.ofNullable((A) rows.get(key));
      rows.put(key, rollup.apply(row, key, before, after, cause));
    }
  }

  private static List<OrderCommand> and(List<OrderCommand> first, OrderCommand... then) {
    List<OrderCommand> all = new ArrayList<>(first);
    all.addAll(List.of(then));
    return all;
  }
}
