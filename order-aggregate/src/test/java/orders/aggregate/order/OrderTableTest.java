package orders.aggregate.order;

import static orders.aggregate.order.OrderSpec.AT;
import static orders.aggregate.order.OrderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orders.aggregate.order.OrderCommand.CancelOrder;
import orders.aggregate.order.OrderCommand.ExpireOrder;
import orders.aggregate.order.OrderCommand.RecordAuthorisation;
import orders.aggregate.order.OrderCommand.RecordDecline;
import orders.aggregate.order.OrderCommand.RecordDelivery;
import orders.aggregate.order.OrderCommand.RecordReservation;
import orders.aggregate.order.OrderCommand.RecordShipment;
import orders.aggregate.order.OrderCommand.RecordShortage;
import orders.aggregate.order.OrderCommand.ReturnOrder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The table of the domain document, cell by cell.
class OrderTableTest {

  /// `+X` writes the event X, `.` writes nothing, `x` is impossible, a word is a refusal.
  private static final String TABLE =
      """
      -                   Unknown Placed  Reserved Paid   Shipped  Delivered Rejected Cancelled Returned
      PlaceOrder          +Placed exists  exists   exists exists   exists    exists   exists    exists
      RecordReservation   x       +Line   .        .      .        .         .        .         .
      RecordShortage      x       +Reject x        x      x        x         .        .         .
      RecordAuthorisation x       x       +Paid    .      .        .         +Void    +Void     .
      RecordDecline       x       x       +Reject  .      .        .         .        .         .
      RecordShipment      x       x       x        +Ship  .        .         +Recall  +Recall   .
      RecordDelivery      x       x       x        +Both  +Deliver .         .        .         .
      CancelOrder         unknown +Cancel +Cancel  +Cancel shipped delivered ended    ended     ended
      ReturnOrder         unknown early   early    early  early    +Return   ended    ended     ended
      ExpireOrder         x       +Cancel +Cancel  .      .        .         .        .         .
      """;

  private static final Map<String, String> LEGEND =
      Map.ofEntries(
          Map.entry(".", "nothing"),
          Map.entry("x", "impossible"),
          Map.entry("+Placed", "OrderPlaced"),
          Map.entry("+Line", "LineReserved"),
          Map.entry("+Reject", "OrderRejected"),
          Map.entry("+Paid", "PaymentAuthorised"),
          Map.entry("+Void", "PaymentOrphaned"),
          Map.entry("+Ship", "OrderShipped"),
          Map.entry("+Recall", "ShipmentOrphaned"),
          Map.entry("+Deliver", "OrderDelivered"),
          Map.entry("+Both", "OrderShipped OrderDelivered"),
          Map.entry("+Cancel", "OrderCancelled"),
          Map.entry("+Return", "OrderReturned"),
          Map.entry("exists", "ORDER_EXISTS"),
          Map.entry("unknown", "UNKNOWN_ORDER"),
          Map.entry("shipped", "ALREADY_SHIPPED"),
          Map.entry("delivered", "ALREADY_DELIVERED"),
          Map.entry("ended", "ALREADY_ENDED"),
          Map.entry("early", "NOT_DELIVERED"));

  @TestFactory
  Stream<DynamicTest> everyCell() {
    List<List<String>> rows = rows();
    List<DynamicTest> cells = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int column = 1; column < row.size(); column++) {
        String stage = rows.getFirst().get(column);
        String expected = LEGEND.getOrDefault(row.get(column), row.get(column));
        OrderCommand command = command(row.getFirst());
        cells.add(
            DynamicTest.dynamicTest(
                row.getFirst() + " in " + stage + ": " + expected,
                () -> assertThat(answer(stage, command)).isEqualTo(expected)));
      }
    }
    return cells.stream();
  }

  @Test
  void theTableHasEveryStageAndEveryCommand() {
    List<List<String>> rows = rows();
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.getFirst()));
    assertThat(rows.getFirst().stream().skip(1))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Order.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    assertThat(rows.stream().skip(1).map(List::getFirst))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OrderCommand.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  private static List<List<String>> rows() {
    return TABLE.lines().map(line -> List.of(line.strip().split(" +", -1))).toList();
  }

  private static String answer(String stage, OrderCommand command) {
    Order order = OrderSpec.fold(OrderDecider.initial(), OrderSamples.history(stage));
    assertThat(order.getClass().getSimpleName()).isEqualTo(stage);
    return switch (OrderDecider.decide(order, command, AT)) {
      case OrderDecision.Accepted(var events) when events.isEmpty() -> "nothing";
      case OrderDecision.Accepted(var events) -> {
        given(OrderSamples.history(stage)).when(command).then(events.toArray(OrderEvent[]::new));
        yield String.join(" ", events.stream().map(e -> e.getClass().getSimpleName()).toList());
      }
      case OrderDecision.Refused(var refusal) -> refusal.code().name();
      case OrderDecision.Impossible _ -> "impossible";
    };
  }

  private static OrderCommand command(String name) {
    return switch (name) {
      case "PlaceOrder" -> OrderSamples.PLACE;
      case "RecordReservation" -> new RecordReservation("TEA");
      case "RecordShortage" -> new RecordShortage("TEA", 1);
      case "RecordAuthorisation" -> new RecordAuthorisation(OrderSamples.PAYMENT);
      case "RecordDecline" -> new RecordDecline(OrderSamples.PAYMENT, "no funds");
      case "RecordShipment" -> new RecordShipment("DHL", "T-1", 2);
      case "RecordDelivery" -> new RecordDelivery("DHL", "T-1");
      case "CancelOrder" -> new CancelOrder("changed my mind");
      case "ReturnOrder" -> new ReturnOrder(List.of());
      case "ExpireOrder" -> new ExpireOrder();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
