package orders.policy.shipping;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderCommand.RecordDelivery;
import orders.aggregate.order.OrderCommand.RecordShipment;
import orders.policy.Addressed;
import orders.policy.Policy;
import orders.policy.shipping.ShippingResult.ParcelDelivered;
import orders.policy.shipping.ShippingResult.ParcelRecalled;
import orders.policy.shipping.ShippingResult.ParcelShipped;
import orders.projection.Recorded;

/// What the carrier tells an order: its parcel left, and arrived.
public final class OrdersForShipping implements Policy<ShippingResult, OrderCommand> {

  @Override
  public List<Addressed<OrderCommand>> react(Recorded<ShippingResult> result) {
    return command(result.event())
        .map(command -> new Addressed<>(result.aggregateId(), command))
        .stream()
        .toList();
  }

  private static Optional<OrderCommand> command(ShippingResult result) {
    return switch (result) {
      case ParcelShipped(String _, String carrier, String tracking, int attempts) ->
          Optional.of(new RecordShipment(carrier, tracking, attempts));
      case ParcelDelivered(String _, String carrier, String tracking) ->
          Optional.of(new RecordDelivery(carrier, tracking));
      case ParcelRecalled _ -> Optional.empty();
    };
  }
}
