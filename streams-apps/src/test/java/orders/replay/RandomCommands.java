package orders.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.StockCommand;

/// Commands in any order, some of them sent twice, the same for the same seed.
final class RandomCommands {

  private static final int AGGREGATES = 12;

  private RandomCommands() {}

  /// A command as it is sent.
  ///
  /// @param byClient with a body that is noted and an outcome that is waited for
  record Sent<C>(String aggregate, UUID id, C command, boolean byClient) {}

  static List<Sent<OrderCommand>> orders(Random random, int count) {
    return sent(random, count, () -> order(random), true);
  }

  /// Those that name an order come from a policy.
  static List<Sent<StockCommand>> stock(Random random, int count) {
    return sent(random, count, () -> stock(random), false);
  }

  private static <C> List<Sent<C>> sent(
      Random random, int count, Supplier<C> commands, boolean byClient) {
    List<Sent<C>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean again = !sent.isEmpty() && random.nextInt(5) == 0;
      String aggregate = new UUID(0, random.nextInt(AGGREGATES)).toString();
      sent.add(
          again
              ? sent.get(random.nextInt(sent.size()))
              : new Sent<>(
                  aggregate,
                  new UUID(random.nextLong(), random.nextLong()),
                  commands.get(),
                  byClient));
    }
    return sent;
  }

  private static OrderCommand order(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1 ->
          new OrderCommand.PlaceOrder(
              "c-" + random.nextInt(3),
              List.of(new OrderLine("pen", 1 + random.nextInt(3), 250)),
              "EUR",
              new Contact("Ada", "ada@example.org", "1 Byron Row"),
              "tok");
      case 2, 3 -> new OrderCommand.RecordReservation("pen");
      case 4 -> new OrderCommand.RecordShortage("pen", 0);
      case 5 -> new OrderCommand.RecordAuthorisation("pay");
      case 6 -> new OrderCommand.RecordShipment("carrier", "T-1", 1);
      case 7 -> new OrderCommand.RecordDelivery("carrier", "T-1");
      case 8 -> new OrderCommand.ReturnOrder(List.of());
      default -> new OrderCommand.CancelOrder("changed my mind");
    };
  }

  private static StockCommand stock(Random random) {
    String order = "order-" + random.nextInt(6);
    return switch (random.nextInt(9)) {
      case 0 -> new StockCommand.ListProduct("Pen", 250, "EUR");
      case 1, 2 -> new StockCommand.ReceiveStock(1 + random.nextInt(9), "note");
      case 3 -> new StockCommand.AdjustStock(1 + random.nextInt(3), "found");
      case 4 -> new StockCommand.ChangePrice(100 + random.nextInt(5));
      case 5, 6 -> new StockCommand.Reserve(order, 1 + random.nextInt(3));
      case 7 -> new StockCommand.Release(order);
      default -> new StockCommand.Ship(order);
    };
  }
}
