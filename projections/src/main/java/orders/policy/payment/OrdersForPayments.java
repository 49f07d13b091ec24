package orders.policy.payment;

import java.util.List;
import java.util.Optional;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderCommand.RecordAuthorisation;
import orders.aggregate.order.OrderCommand.RecordDecline;
import orders.policy.Addressed;
import orders.policy.Policy;
import orders.policy.payment.PaymentResult.PaymentApproved;
import orders.policy.payment.PaymentResult.PaymentCaptured;
import orders.policy.payment.PaymentResult.PaymentDeclined;
import orders.policy.payment.PaymentResult.PaymentRefunded;
import orders.policy.payment.PaymentResult.PaymentVoided;
import orders.projection.Recorded;

/// What the provider tells an order: the money is held, or will not be.
public final class OrdersForPayments implements Policy<PaymentResult, OrderCommand> {

  @Override
  public List<Addressed<OrderCommand>> react(Recorded<PaymentResult> result) {
    return command(result.event())
        .map(command -> new Addressed<>(result.aggregateId(), command))
        .stream()
        .toList();
  }

  private static Optional<OrderCommand> command(PaymentResult result) {
    return switch (result) {
      case PaymentApproved(String id) -> Optional.of(new RecordAuthorisation(id));
      case PaymentDeclined(String id, String code) -> Optional.of(new RecordDecline(id, code));
      case PaymentCaptured _, PaymentVoided _, PaymentRefunded _ -> Optional.empty();
    };
  }
}
