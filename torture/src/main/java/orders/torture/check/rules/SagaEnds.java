package orders.torture.check.rules;

import orders.aggregate.order.Order;

/// Every order has come to an end that there is, by steps that there are.
public final class SagaEnds implements Rule {

  @Override
  public String name() {
    return "saga-ends";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Lives lives = dossier.lives();
    lives
        .impossible()
        .forEach(found -> findings.broken("an order", "an event that can follow", found));
    lives
        .orders()
        .forEach(
            (id, order) -> {
              String stage = order.getClass().getSimpleName();
              findings.count("orders.ended." + stage, ended(order) ? 1 : 0);
              if (!ended(order)) {
                findings.broken(id, "an order that has ended", "it is " + stage);
              }
            });
  }

  /// A delivered order may come back, but nothing more has to happen.
  private static boolean ended(Order order) {
    return switch (order) {
      case Order.Delivered _, Order.Returned _, Order.Rejected _, Order.Cancelled _ -> true;
      case Order.Unknown _, Order.Placed _, Order.Reserved _, Order.Paid _, Order.Shipped _ ->
          false;
    };
  }
}
