package orders.torture.check.rules;

import java.util.List;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderCancelled;
import orders.aggregate.order.OrderEvent.OrderPlaced;
import orders.aggregate.order.OrderEvent.OrderReserved;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.Reservation;

/// What stock did for an order is what became of the order: sent out what was sold, gave back what
/// was not, took back what was returned, and undid nothing that was not done.
public final class CompensationFits implements Rule {

  @Override
  public String name() {
    return "compensation-fits";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    dossier
        .lives()
        .orders()
        .forEach(
            (id, order) -> {
              List<Logged<OrderEvent>> story = dossier.orders().getOrDefault(id, List.of());
              asked(id, story, findings);
              lines(story)
                  .forEach(
                      line -> {
                        Reservation there = dossier.reservation(line.sku(), id);
                        held(id, order, line, returned(story, line.sku()), there, findings);
                      });
            });
  }

  private static void held(
      String id, Order order, OrderLine line, int back, Reservation there, Findings findings) {
    boolean fits =
        switch (order) {
          case Order.Delivered _, Order.Returned _ ->
              there instanceof Reservation.Shipped(int quantity, int takenBack, var _)
                  && quantity == line.quantity()
                  && takenBack == back;
          case Order.Rejected _, Order.Cancelled _ -> there instanceof Reservation.Released;
          case Order.Unknown _, Order.Placed _, Order.Reserved _, Order.Paid _, Order.Shipped _ ->
              true; // not at an end: another rule says so
        };
    if (!fits) {
      findings.broken(
          id,
          "%s of %s as %s wants it, %s back"
              .formatted(line.quantity(), line.sku(), order.getClass().getSimpleName(), back),
          there.toString());
    }
  }

  /// A payment is voided when one was asked for, and only then.
  private static void asked(String id, List<Logged<OrderEvent>> story, Findings findings) {
    boolean reserved = story.stream().anyMatch(e -> e.event().event() instanceof OrderReserved);
    story.forEach(
        logged -> {
          if (logged.event().event() instanceof OrderCancelled cancelled
              && cancelled.paymentRequested() != reserved) {
            findings.broken(id, "a payment asked for: " + reserved, cancelled.toString());
          }
        });
  }

  private static List<OrderLine> lines(List<Logged<OrderEvent>> story) {
    return story.stream()
        .flatMap(e -> e.event().event() instanceof OrderPlaced p ? p.lines().stream() : null)
        .toList();
  }

  private static int returned(List<Logged<OrderEvent>> story, String sku) {
    return story.stream()
        .flatMap(e -> e.event().event() instanceof OrderReturned r ? r.lines().stream() : null)
        .filter(item -> item.sku().equals(sku))
        .mapToInt(Item::quantity)
        .sum();
  }
}
