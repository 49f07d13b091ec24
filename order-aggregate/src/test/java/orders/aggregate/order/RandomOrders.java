package orders.aggregate.order;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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

/// Commands in any order, the likely ones more often, so that every stage is reached.
final class RandomOrders {

  private final SplittableRandom random;
  private final PlaceOrder place;

  RandomOrders(long seed) {
    random = new SplittableRandom(seed);
    List<OrderLine> lines =
        IntStream.rangeClosed(1, random.nextInt(1, 5))
            .mapToObj(
                i -> new OrderLine("SKU-" + i, random.nextInt(1, 10_000), random.nextLong(100_000)))
            .toList();
    place = new PlaceOrder("c-1", lines, "EUR", OrderSamples.CONTACT, "tok_ok");
  }

  PlaceOrder place() {
    return place;
  }

  /// Some commands before the order is placed, the placing, and many after it.
  List<OrderCommand> commands() {
    List<OrderCommand> commands = new ArrayList<>();
    random.ints(random.nextInt(3)).forEach(_ -> commands.add(next()));
    commands.add(place);
    random.ints(random.nextInt(40)).forEach(_ -> commands.add(next()));
    return commands;
  }

  private OrderCommand next() {
    return switch (random.nextInt(40)) {
      case 0 -> place;
      case 1 -> new RecordShortage(sku(), random.nextInt(5));
      case 2 -> new RecordDecline(OrderSamples.PAYMENT, "no funds");
      case 3 -> new CancelOrder("changed my mind");
      case 4 -> new ExpireOrder();
      case 5, 6 -> new ReturnOrder(items());
      case 7, 8, 9, 10, 11, 12 -> new RecordAuthorisation(OrderSamples.PAYMENT);
      case 13, 14, 15, 16, 17, 18 -> new RecordShipment("DHL", "T-1", 2);
      case 19, 20, 21, 22 -> new RecordDelivery("DHL", "T-1");
      default -> new RecordReservation(sku());
    };
  }

  private String sku() {
    return place.lines().get(random.nextInt(place.lines().size())).sku();
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (OrderLine line : place.lines()) {
      if (random.nextBoolean()) {
        items.add(new Item(line.sku(), random.nextInt(1, line.quantity() + 1)));
      }
    }
    return items;
  }
}
