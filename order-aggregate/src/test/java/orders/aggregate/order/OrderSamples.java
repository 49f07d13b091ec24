package orders.aggregate.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.aggregate.order.CancellationReason.ByClient;
import orders.aggregate.order.OrderCommand.PlaceOrder;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;

/// One order of two lines, and a history that leads to each of its stages.
final class OrderSamples {

  static final OrderLine TEA = new OrderLine("TEA", 2, 1_250);
  static final OrderLine CUP = new OrderLine("CUP", 1, 900);
  static final long TOTAL = 3_400;
  static final List<Item> ITEMS = List.of(TEA.item(), CUP.item());
  static final Contact CONTACT = new Contact("Ada", "ada@example.org", "1 Main St");
  static final String PAYMENT = "pay-1";

  static final PlaceOrder PLACE =
      new PlaceOrder("c-1", List.of(TEA, CUP), "EUR", CONTACT, "tok_ok");
  static final OrderPlaced PLACED =
      new OrderPlaced("c-1", List.of(TEA, CUP), "EUR", TOTAL, CONTACT, "tok_ok", OrderSpec.AT);
  static final LineReserved TEA_HELD = new LineReserved("TEA", 2);
  static final LineReserved CUP_HELD = new LineReserved("CUP", 1);
  static final OrderReserved RESERVED = new OrderReserved(TOTAL, "EUR", "tok_ok");
  static final PaymentAuthorised AUTHORISED =
      new PaymentAuthorised(PAYMENT, TOTAL, "EUR", ITEMS, Optional.of(CONTACT));
  static final OrderShipped SHIPPED =
      new OrderShipped("DHL", "T-1", ITEMS, PAYMENT, TOTAL, "EUR", 2);
  static final OrderDelivered DELIVERED = new OrderDelivered();
  static final OrderRejected REJECTED =
      new OrderRejected(new RejectionReason.OutOfStock("TEA", 1), ITEMS, Optional.empty());
  static final OrderCancelled CANCELLED =
      new OrderCancelled(new ByClient("changed my mind"), ITEMS, false, Optional.empty());
  static final OrderReturned RETURNED = new OrderReturned(ITEMS, TOTAL, "EUR", PAYMENT);

  private OrderSamples() {}

  /// The shortest history that ends in the stage of that name.
  static List<OrderEvent> history(String stage) {
    return switch (stage) {
      case "Unknown" -> List.of();
      case "Placed" -> List.of(PLACED);
      case "Reserved" -> after("Placed", TEA_HELD, CUP_HELD, RESERVED);
      case "Paid" -> after("Reserved", AUTHORISED);
      case "Shipped" -> after("Paid", SHIPPED);
      case "Delivered" -> after("Shipped", DELIVERED);
      case "Rejected" -> after("Placed", REJECTED);
      case "Cancelled" -> after("Placed", CANCELLED);
      case "Returned" -> after("Delivered", RETURNED);
      default -> throw new IllegalArgumentException(stage);
    };
  }

  private static List<OrderEvent> after(String stage, OrderEvent... more) {
    var events = new ArrayList<>(history(stage));
    events.addAll(List.of(more));
    return events;
  }
}
