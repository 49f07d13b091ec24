package orders.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderDecision;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderLine;

/// Logs of many orders, written by the decider from random commands.
public final class OrderLogs {

  public static final int PARTITIONS = 3;
  private static final Instant START = Instant.parse("2026-11-23T23:59:50Z");

  private final SplittableRandom random;
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, OrderCommand.PlaceOrder> placed = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final long[] offsets = new long[PARTITIONS];
  private final List<Recorded<OrderEvent>> log = new ArrayList<>();
  private Instant now = START;

  private OrderLogs(long seed) {
    random = new SplittableRandom(seed);
  }

  /// In the order of their times; some have the same.
  public static List<Recorded<OrderEvent>> random(long seed) {
    var logs = new OrderLogs(seed);
    int commands = logs.random.nextInt(10, 200);
    for (int i = 0; i < commands; i++) {
      logs.now = logs.now.plusSeconds(logs.random.nextInt(2));
      int number = logs.random.nextInt(8);
      logs.decide("o-" + number, number % PARTITIONS);
    }
    return logs.log;
  }

  private void decide(String id, int partition) {
    Order order = orders.getOrDefault(id, OrderDecider.initial());
    if (OrderDecider.decide(order, next(id), now) instanceof OrderDecision.Accepted(var events)) {
      for (OrderEvent event : events) {
        order = OrderDecider.evolve(order, event);
        long version = versions.merge(id, 1L, Long::sum);
        long offset = offsets[partition];
        offsets[partition] += random.nextInt(1, 3); // transaction markers leave gaps
        log.add(new Recorded<>(id, version, id + "#" + version, now, partition, offset, event));
      }
      orders.put(id, order);
    }
  }

  private OrderCommand next(String id) {
    var place = placed.computeIfAbsent(id, _ -> place());
    List<OrderLine> lines = place.lines();
    String sku = lines.get(random.nextInt(lines.size())).sku();
    if (!orders.containsKey(id)) {
      return place;
    }
    return switch (random.nextInt(30)) {
      case 0 -> new OrderCommand.RecordShortage(sku, random.nextInt(5));
      case 1 -> new OrderCommand.RecordDecline("pay-" + id, "no funds");
      case 2 -> new OrderCommand.CancelOrder("changed my mind");
      case 3 -> new OrderCommand.ExpireOrder();
      case 4, 5, 6 -> new OrderCommand.ReturnOrder(items(lines));
      case 7, 8, 9, 10, 11 -> new OrderCommand.RecordAuthorisation("pay-" + id);
      case 12, 13, 14, 15, 16 -> new OrderCommand.RecordShipment("DHL", "T-" + id, 1);
      case 17, 18, 19, 20, 21 -> new OrderCommand.RecordDelivery("DHL", "T-1");
      default -> new OrderCommand.RecordReservation(sku);
    };
  }

  private OrderCommand.PlaceOrder place() {
    List<OrderLine> lines =
        IntStream.rangeClosed(1, random.nextInt(1, 4))
            .mapToObj(
                i -> new OrderLine("SKU-" + i, random.nextInt(1, 100), random.nextLong(10_000)))
            .toList();
    return new OrderCommand.PlaceOrder(
        "c-" + random.nextInt(3),
        lines,
        random.nextBoolean() ? "EUR" : "USD",
        new Contact("Ada", "ada@example.org", "1 Main St"),
        "tok_ok");
  }

  private List<Item> items(List<OrderLine> lines) {
    return lines.stream()
        .filter(_ -> random.nextBoolean())
        .map(line -> new Item(line.sku(), random.nextInt(1, line.quantity() + 1)))
        .toList();
  }
}
