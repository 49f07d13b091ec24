package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockEvent;
import orders.contract.Topics;
import orders.local.sandbox.Book;
import orders.local.sandbox.Ledger;
import orders.local.sandbox.Payment;
import orders.policy.Addressed;
import orders.policy.Ids;
import orders.policy.OrdersForStock;
import orders.policy.Policy;
import orders.policy.StockForOrders;
import orders.policy.notice.NoticesOfOrders;
import orders.policy.payment.OrdersForPayments;
import orders.policy.payment.PaymentRequest;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentsForOrders;
import orders.policy.shipping.OrdersForShipping;
import orders.policy.shipping.ShippingForOrders;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingResult;
import orders.projection.Recorded;
import orders.torture.history.Operation;

/// What follows from events, by the real policies, a step at a time and in any order between
/// orders.
final class SimShop {

  final SimLog log = new SimLog();
  final Ledger ledger = new Ledger(List.of(), _ -> {});
  final Book book = new Book(List.of(), _ -> {});
  private final Map<String, List<Runnable>> lanes = new HashMap<>();
  private int ordersSeen;
  private int stockSeen;

  /// Does one of the things that are due; false when nothing is.
  boolean step(SplittableRandom random) {
    follow();
    List<String> due =
        lanes.entrySet().stream()
            .filter(lane -> !lane.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (due.isEmpty()) {
      return false;
    }
    String lane = due.get(random.nextInt(due.size()));
    Objects.requireNonNull(lanes.get(lane)).removeFirst().run();
    follow();
    return true;
  }

  /// Does everything that is due in one topic of commands.
  void finish(String topic) {
    follow();
    for (boolean more = true; more; follow()) {
      Optional<List<Runnable>> lane =
          lanes.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(topic) && !entry.getValue().isEmpty())
              .map(Map.Entry::getValue)
              .findFirst();
      lane.ifPresent(due -> due.removeFirst().run());
      more = lane.isPresent();
    }
  }

  private void follow() {
    for (; ordersSeen < log.orders.size(); ordersSeen++) {
      Recorded<OrderEvent> event = log.orders.get(ordersSeen).event();
      each(new StockForOrders(), event, Topics.STOCK_COMMANDS, this::stock);
      each(new PaymentsForOrders(), event, Topics.PAYMENTS_REQUESTS, this::pay);
      each(new ShippingForOrders(), event, Topics.SHIPPING_JOBS, this::ship);
      each(new NoticesOfOrders(), event, Topics.ORDERS_NOTICES, (_, _, _) -> {});
    }
    for (; stockSeen < log.stock.size(); stockSeen++) {
      Recorded<StockEvent> event = log.stock.get(stockSeen).event();
      each(new OrdersForStock(), event, Topics.ORDERS_COMMANDS, this::order);
    }
  }

  private interface Act<C> {
    void on(String key, UUID id, C asked);
  }

  /// What comes of an event for one receiver happens in its order.
  private <E, C> void each(Policy<E, C> policy, Recorded<E> event, String topic, Act<C> act) {
    List<Addressed<C>> commands = policy.react(event);
    UUID cause = UUID.fromString(event.eventId());
    for (int i = 0; i < commands.size(); i++) {
      String key = commands.get(i).aggregateId();
      C asked = commands.get(i).command();
      UUID id = Ids.derived(cause, i);
      log.message(topic, key, id, event.eventId());
      lanes
          .computeIfAbsent(topic + event.aggregateId(), _ -> new ArrayList<>())
          .add(() -> act.on(key, id, asked));
    }
  }

  private void stock(String sku, UUID id, StockCommand asked) {
    log.stock(sku, id, asked);
  }

  private void order(String orderId, UUID id, OrderCommand asked) {
    log.order(orderId, id, -1, asked);
  }

  private void pay(String orderId, UUID id, PaymentRequest asked) {
    switch (asked) {
      case PaymentRequest.AuthorisePayment a -> {
        ledger.authorise(
            new Payment(
                a.paymentId(),
                orderId,
                Payment.Status.AUTHORISED,
                "",
                a.amountMinor(),
                a.currency(),
                0,
                0,
                Map.of()));
        var result = new PaymentResult.PaymentApproved(a.paymentId());
        told(orderId, id, Topics.PAYMENTS_RESULTS, new OrdersForPayments(), result);
      }
      case PaymentRequest.CapturePayment c -> ledger.capture(c.paymentId(), c.amountMinor());
      case PaymentRequest.VoidPayment v -> ledger.cancel(v.paymentId(), orderId);
      case PaymentRequest.RefundPayment r ->
          ledger.refund(r.paymentId(), r.refundId(), r.amountMinor());
    }
  }

  private void ship(String orderId, UUID id, ShippingJob job) {
    if (job instanceof ShippingJob.ShipParcel parcel) {
      book.ship(parcel.parcelId(), orderId);
      var left = new ShippingResult.ParcelShipped(parcel.parcelId(), "dhl", "t", 1);
      told(orderId, id, Topics.SHIPPING_RESULTS, new OrdersForShipping(), left);
      var came = new ShippingResult.ParcelDelivered(parcel.parcelId(), "dhl", "t");
      told(
          orderId, Ids.derived(id, "came"), Topics.SHIPPING_RESULTS, new OrdersForShipping(), came);
    }
  }

  private <R> void told(
      String orderId, UUID request, String topic, Policy<R, OrderCommand> policy, R result) {
    UUID id = Ids.derived(request, "result");
    log.message(topic, orderId, id, request.toString());
    var recorded = new Recorded<>(orderId, 0, id.toString(), java.time.Instant.EPOCH, 0, 0, result);
    each(policy, recorded, Topics.ORDERS_COMMANDS, this::order);
  }

  /// What is left as of now: everything at rest, rows as they should be.
  Facts facts(List<Operation> operations, List<String> ids) {
    return SimRest.facts(this, operations, ids);
  }
}
