package orders.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.engine.Outgoing;
import orders.policy.Ids;

/// The orders of a run: what each is, and which commands it gets.
final class Workload {

  static final int SKUS = 1_000;
  static final int CUSTOMERS = 2_000;
  static final int LINES = 3;

  /// Commands on each order of the plain workload, one event each.
  static final int PLAIN_COMMANDS = 4;

  private static final UUID NAMESPACE = UUID.fromString("0f2b8a52-6f1d-5f77-9c55-7b6a0d0e4c11");
  private static final Contact CONTACT =
      new Contact("Bench Customer", "bench@example.org", "1 Bench Street, Benchville");

  private final UUID run;

  Workload(String run) {
    this.run = Ids.derived(NAMESPACE, run);
  }

  static String sku(int n) {
    return "sku-" + n;
  }

  String orderId(long order) {
    return Ids.derived(run, "order-" + order).toString();
  }

  /// Command `step` of an order: it is placed, two of its lines are reserved, it is cancelled.
  Outgoing<OrderCommand> plain(long order, int step) {
    List<OrderLine> lines = lines(order);
    OrderCommand command =
        switch (step) {
          case 0 -> place(order, lines);
          case 1, 2 -> new OrderCommand.RecordReservation(lines.get(step - 1).sku());
          default -> new OrderCommand.CancelOrder("bench");
        };
    return outgoing(order, step, command);
  }

  Outgoing<OrderCommand> place(long order) {
    return outgoing(order, 0, place(order, lines(order)));
  }

  private Outgoing<OrderCommand> outgoing(long order, int step, OrderCommand command) {
    String orderId = orderId(order);
    return new Outgoing<>(
        orderId,
        Ids.derived(run, orderId + step),
        command,
        OptionalLong.of(step),
        "00000000000000ff",
        Optional.empty());
  }

  private static OrderCommand place(long order, List<OrderLine> lines) {
    return new OrderCommand.PlaceOrder(
        "customer-" + order % CUSTOMERS, lines, "EUR", CONTACT, "tok-approve");
  }

  private static List<OrderLine> lines(long order) {
    var random = new SplittableRandom(order);
    int first = random.nextInt(SKUS);
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(new OrderLine(sku((first + i * 7) % SKUS), 1 + i, 1_000 + i));
    }
    return lines;
  }
}
