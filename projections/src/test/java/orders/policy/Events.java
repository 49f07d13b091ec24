package orders.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orders.aggregate.order.CancellationReason;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.LineReserved;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderDelivered;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderRejected;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.aggregate.order.OrderEvent.PaymentAuthorised;
import orders.aggregate.order.OrderEvent.PaymentOrphaned;
import orders.aggregate.order.OrderEvent.ShipmentOrphaned;
import orders.aggregate.order.OrderLine;
import orders.aggregate.order.RejectionReason;
import orders.projection.Recorded;

/// One of each event of an order, for what follows from them.
final class Events {

  static final String ORDER = "00000000-0000-5000-8000-000000000001";
  static final String EVENT = "00000000-0000-5000-8000-0000000000e1";
  static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  static final Contact CONTACT = new Contact("Ada", "ada@example.org", "1 Byron Row");
  static final List<Item> ITEMS = List.of(new Item("tea", 2), new Item("pot", 1));

  static final OrderPlaced PLACED =
      new OrderPlaced(
          "c-1", List.of(new OrderLine("tea", 2, 450)), "EUR", 900, CONTACT, "tok-approve", AT);
  static final LineReserved LINE = new LineReserved("tea", 2);
  static final OrderReserved RESERVED = new OrderReserved(3_800, "EUR", "tok-approve");
  static final PaymentAuthorised PAID =
      new PaymentAuthorised("pay-1", 3_800, "EUR", ITEMS, Optional.of(CONTACT));
  static final PaymentOrphaned ORPHANED = new PaymentOrphaned("pay-1", 3_800, "EUR");
  static final OrderShipped SHIPPED =
      new OrderShipped("Bird Post", "B-1", ITEMS, "pay-1", 3_800, "EUR", 2);
  static final ShipmentOrphaned LOST = new ShipmentOrphaned("Bird Post", "B-1");
  static final OrderDelivered DELIVERED = new OrderDelivered();
  static final OrderReturned RETURNED =
      new OrderReturned(List.of(new Item("tea", 1)), 450, "EUR", "pay-1");
  static final OrderRejected SHORT =
      new OrderRejected(new RejectionReason.OutOfStock("tea", 0), ITEMS, Optional.empty());
  static final OrderRejected DECLINED =
      new OrderRejected(
          new RejectionReason.PaymentDeclined("no funds"), ITEMS, Optional.of("pay-1"));

  private Events() {}

  /// @param asked whether a payment had been asked for
  static OrderCancelled cancelled(boolean asked) {
    return new OrderCancelled(new CancellationReason.TimedOut(), ITEMS, asked, Optional.empty());
  }

  static <E> Recorded<E> recorded(E event) {
    return new Recorded<>(ORDER, 3, EVENT, AT, 1, 42, event);
  }

  /// What a policy asks for; it is always asked under the order's id.
  static <E, C> List<C> react(Policy<E, C> policy, E event) {
    List<Addressed<C>> asked = policy.react(recorded(event));
    if (!asked.stream().allMatch(one -> one.aggregateId().equals(ORDER))) {
      throw new AssertionError("not for the order: " + asked);
    }
    return asked.stream().map(Addressed::command).toList();
  }

  static List<OrderEvent> all() {
    return List.of(
        PLACED,
        LINE,
        RESERVED,
        PAID,
        ORPHANED,
        SHIPPED,
        LOST,
        DELIVERED,
        RETURNED,
        SHORT,
        DECLINED,
        cancelled(true),
        cancelled(false));
  }

  static String derived(String parent, String name) {
    return Ids.derived(UUID.fromString(parent), name).toString();
  }
}
