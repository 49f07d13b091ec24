package orders.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.Level.Listed;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.StockCommand;
import orders.projection.Recorded;
import org.junit.jupiter.api.Test;

/// Whatever comes late, twice or in another order, orders and stock agree in the end.
class ChoreographyLawsTest {

  private static final int RUNS = 2_000;
  private static final int SKUS = 5;

  /// Deliveries overtake each other freely and repeat; clients cancel, timers expire.
  @Test
  void everyOrderSettlesAndNothingIsHeldByAnEndedOne() {
    Set<Class<?>> ends = new HashSet<>();
    for (long seed = 0; seed < RUNS; seed++) {
      var random = new SplittableRandom(seed);
      List<Town.Delivery> post = new ArrayList<>();
      var town = new Town(post::add);
      int orders = open(town, random, post);
      while (!post.isEmpty()) {
        int next = random.nextInt(post.size());
        (random.nextInt(5) == 0 ? post.get(next) : post.remove(next)).run().run();
      }
      assertThat(town.deadLetters).as("seed %d", seed).isEmpty();
      assertThat(town.orders).as("seed %d", seed).hasSize(orders);
      for (var order : town.orders.entrySet()) {
        ends.add(order.getValue().getClass());
        settled(town, order.getKey(), order.getValue(), "seed %d".formatted(seed));
      }
    }
    assertThat(ends)
        .containsExactlyInAnyOrder(
            Order.Reserved.class, Order.Rejected.class, Order.Cancelled.class);
  }

  private static void settled(Town town, String id, Order order, String what) {
    assertThat(order)
        .as(what)
        .isInstanceOfAny(Order.Reserved.class, Order.Rejected.class, Order.Cancelled.class);
    Set<String> held = new HashSet<>();
    town.shelves.forEach(
        (sku, shelf) -> {
          if (shelf.reservations.get(id) instanceof Reservation.Held) {
            held.add(sku);
          }
        });
    Set<String> wanted = new HashSet<>();
    if (order instanceof Order.Reserved reserved) {
      reserved.details().lines().forEach(line -> wanted.add(line.sku()));
    }
    assertThat(held).as("%s: %s is %s", what, id, order).isEqualTo(wanted);
  }

  /// Deliveries to one aggregate keep their order, as in a partition, but the last one may come
  /// again at any time; carriers and clients go on until all is over.
  @Test
  void goodsLeaveAndComeBackOnce() {
    Set<Class<?>> ends = new HashSet<>();
    for (long seed = 0; seed < RUNS; seed++) {
      var random = new SplittableRandom(seed);
      Map<String, Deque<Town.Delivery>> lanes = new TreeMap<>();
      var town = new Town(d -> lanes.computeIfAbsent(d.to(), _ -> new ArrayDeque<>()).addLast(d));
      List<Town.Delivery> clients = new ArrayList<>();
      open(town, random, clients);
      List.copyOf(clients).forEach(client -> client.run().run());
      int steps = random.nextInt(300);
      for (int step = 0; step < steps; step++) {
        deliver(lanes, random);
        if (random.nextInt(3) == 0 && !town.orders.isEmpty()) {
          goOn(town, random);
        }
      }
      while (lanes.values().stream().anyMatch(lane -> !lane.isEmpty())) {
        deliver(lanes, random);
      }
      town.orders.values().forEach(order -> ends.add(order.getClass()));
      assertThat(town.deadLetters).as("seed %d", seed).isEmpty();
      agreed(town, "seed %d".formatted(seed));
    }
    assertThat(ends).contains(Order.Paid.class, Order.Shipped.class, Order.Returned.class);
  }

  /// The first of one lane; sometimes it stays and so comes twice.
  private static void deliver(Map<String, Deque<Town.Delivery>> lanes, SplittableRandom random) {
    List<Deque<Town.Delivery>> waiting =
        lanes.values().stream().filter(lane -> !lane.isEmpty()).toList();
    if (!waiting.isEmpty()) {
      Deque<Town.Delivery> lane = waiting.get(random.nextInt(waiting.size()));
      (random.nextInt(5) == 0 ? lane.getFirst() : lane.removeFirst()).run().run();
    }
  }

  /// The next thing that the provider, the carrier or the client of an order may do.
  private static void goOn(Town town, SplittableRandom random) {
    List<String> ids = List.copyOf(town.orders.keySet());
    String id = ids.get(random.nextInt(ids.size()));
    switch (town.orders.get(id)) {
      case Order.Reserved _ -> town.order(id, new OrderCommand.RecordAuthorisation("pay-" + id));
      case Order.Paid _ when random.nextInt(4) == 0 ->
          town.order(id, new OrderCommand.CancelOrder(""));
      case Order.Paid _ -> town.order(id, new OrderCommand.RecordShipment("DHL", "T-" + id, 1));
      case Order.Shipped _ -> town.order(id, new OrderCommand.RecordDelivery("DHL", "T-1"));
      case Order.Delivered _ when random.nextBoolean() ->
          town.order(id, new OrderCommand.ReturnOrder(List.of()));
      default -> {}
    }
  }

  /// Stock has moved as the orders' events say.
  private static void agreed(Town town, String what) {
    Map<String, Long> shipped = new HashMap<>();
    Map<String, Long> back = new HashMap<>();
    for (Recorded<OrderEvent> event : town.orderLog) {
      if (event.event() instanceof OrderEvent.OrderShipped s) {
        s.lines().forEach(i -> shipped.merge(i.sku(), (long) i.quantity(), Long::sum));
      }
      if (event.event() instanceof OrderEvent.OrderReturned r) {
        r.lines().forEach(i -> back.merge(i.sku(), (long) i.quantity(), Long::sum));
      }
    }
    Map<String, Long> held = new HashMap<>();
    for (Order order : town.orders.values()) {
      if (order instanceof Order.Reserved(var details, var _)) {
        details.lines().forEach(l -> held.merge(l.sku(), (long) l.quantity(), Long::sum));
      } else if (order instanceof Order.Paid(var details, String _)) {
        details.lines().forEach(l -> held.merge(l.sku(), (long) l.quantity(), Long::sum));
      }
    }
    town.shelves.forEach(
        (sku, shelf) -> {
          if (shelf.level instanceof Listed level) {
            assertThat(List.of(level.shipped(), level.takenBack(), (long) level.reserved()))
                .as("%s: shipped, taken back, reserved of %s", what, sku)
                .containsExactly(
                    shipped.getOrDefault(sku, 0L),
                    back.getOrDefault(sku, 0L),
                    held.getOrDefault(sku, 0L));
          }
        });
  }

  /// Fills most shelves, and posts what clients and timers will do. Returns how many orders.
  private static int open(Town town, SplittableRandom random, List<Town.Delivery> post) {
    for (int i = 0; i < SKUS - 1; i++) {
      town.stock("SKU-" + i, new StockCommand.ListProduct("Tea", 10, "EUR"));
      town.stock("SKU-" + i, new StockCommand.ReceiveStock(random.nextInt(1, 40)));
    }
    int orders = random.nextInt(1, 10);
    for (int i = 0; i < orders; i++) {
      String id = "o-" + i;
      OrderCommand place = place(random);
      OrderCommand end =
          random.nextBoolean() ? new OrderCommand.CancelOrder("") : new OrderCommand.ExpireOrder();
      boolean given = random.nextInt(3) == 0;
      post.add(
          new Town.Delivery(
              id,
              () -> {
                town.order(id, place);
                if (given) {
                  post.add(new Town.Delivery(id, () -> town.order(id, end)));
                }
              }));
    }
    return orders;
  }

  private static OrderCommand place(SplittableRandom random) {
    List<OrderLine> lines =
        IntStream.range(0, SKUS)
            .filter(i -> random.nextInt(i == SKUS - 1 ? 12 : 2) == 0)
            .mapToObj(i -> new OrderLine("SKU-" + i, random.nextInt(1, 8), 10))
            .toList();
    return new OrderCommand.PlaceOrder(
        "c-1",
        lines.isEmpty() ? List.of(new OrderLine("SKU-0", 1, 10)) : lines,
        "EUR",
        new Contact("Ada", "ada@example.org", "1 Main St"),
        "tok_ok");
  }
}
