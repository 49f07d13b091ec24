package orders.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderDecision;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockDecision;
import orders.aggregate.stock.StockEvent;
import orders.billing.Payments;
import orders.engine.effect.Effort;
import orders.local.sandbox.Parcel;
import orders.policy.Ids;
import orders.policy.OrdersForStock;
import orders.policy.StockForOrders;
import orders.policy.payment.OrdersForPayments;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentsForOrders;
import orders.policy.shipping.OrdersForShipping;
import orders.policy.shipping.ShippingForOrders;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingResult;
import orders.projection.Recorded;
import orders.shipping.Parcels;

/// What may happen next to a saga, by production's deciders, policies and efforts.
final class Steps {

  static final String ID = "00000000-0000-5000-8000-000000000001";
  private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

  /// Messages of a lane that may overtake each other.
  private static final int OVERTAKING_MAX = 3;

  private static final Effort.Limits ONCE =
      new Effort.Limits(9, 9, Duration.ofMillis(1), Duration.ofMillis(1), 9);

  private Steps() {}

  /// A cell that nobody thought of.
  static final class Unhandled extends RuntimeException {
    Unhandled(String what) {
      super(what);
    }
  }

  static List<Saga> from(Saga saga) {
    List<Saga> next = new ArrayList<>();
    for (int i = 0; i < saga.flight().size(); i++) {
      if (ahead(saga, i) < OVERTAKING_MAX) {
        arrive(saga, i, next);
      }
    }
    People.wish(saga, next);
    new Outside(saga)
        .decide()
        .map(
            decided ->
                decided.left(decided.left().called()).sending(new Message.Paid(approved(decided))))
        .ifPresent(next::add);
    new Outside(saga)
        .deliver()
        .map(delivered -> delivered.sending(new Message.Sent(handedOver(delivered))))
        .ifPresent(next::add);
    return next;
  }

  private static long ahead(Saga saga, int index) {
    String lane = saga.flight().get(index).lane();
    return saga.flight().subList(0, index).stream().filter(m -> m.lane().equals(lane)).count();
  }

  /// A message arrives; it may come again, and a call outside may stay without an answer.
  private static void arrive(Saga saga, int index, List<Saga> next) {
    Message message = saga.flight().get(index);
    next.add(take(saga.without(index), message));
    if (saga.left().repeats() > 0) {
      next.add(take(saga.left(saga.left().repeated()), message));
    }
    if (saga.left().silences() > 0) {
      silence(saga.left(saga.left().silenced()), index, message).ifPresent(next::add);
    }
  }

  private static Saga take(Saga saga, Message message) {
    return switch (message) {
      case Message.ToOrder(var command) -> order(saga, command);
      case Message.ToStock(String sku, var command) -> stock(saga, sku, command);
      case Message.ToProvider m -> provider(saga, m);
      case Message.ToCarrier m -> carrier(saga, m);
      case Message.Paid(var result) ->
          commands(saga, new OrdersForPayments().react(recorded(result)));
      case Message.Sent(var result) ->
          commands(saga, new OrdersForShipping().react(recorded(result)));
    };
  }

  private static <E> Recorded<E> recorded(E message) {
    return new Recorded<>(ID, 0, ID, AT, 0, 0, message);
  }

  private static Saga commands(Saga saga, List<orders.policy.Addressed<OrderCommand>> addressed) {
    Saga next = saga;
    for (var one : addressed) {
      next = next.sending(new Message.ToOrder(one.command()));
    }
    return next;
  }

  static Saga order(Saga saga, OrderCommand command) {
    return switch (OrderDecider.decide(saga.order(), command, AT)) {
      case OrderDecision.Accepted(List<OrderEvent> events) -> {
        Saga next = saga;
        for (OrderEvent event : events) {
          int version = next.version() + 1;
          next = follow(next.with(OrderDecider.evolve(next.order(), event), version), event);
        }
        yield next;
      }
      case OrderDecision.Refused _ -> saga;
      case OrderDecision.Impossible(String why) -> throw new Unhandled(why);
    };
  }

  private static Saga follow(Saga saga, OrderEvent event) {
    String id = Ids.derived(UUID.fromString(ID), saga.version()).toString();
    var recorded = new Recorded<>(ID, saga.version(), id, AT, 0, 0, event);
    Saga next = saga;
    for (var one : new StockForOrders().react(recorded)) {
      next = next.sending(new Message.ToStock(one.aggregateId(), one.command()));
    }
    for (var one : new PaymentsForOrders().react(recorded)) {
      next = next.sending(new Message.ToProvider(one.command(), false));
    }
    for (var one : new ShippingForOrders().react(recorded)) {
      next = next.sending(new Message.ToCarrier(one.command(), false));
    }
    return next;
  }

  static Saga stock(Saga saga, String sku, StockCommand command) {
    Stock before = saga.shelves().getOrDefault(sku, StockDecider.initial());
    return switch (StockDecider.decide(before, command, AT)) {
      case StockDecision.Accepted(List<StockEvent> events) -> {
        Saga next = saga;
        Stock stock = before;
        for (StockEvent event : events) {
          stock = StockDecider.evolve(stock, event);
          var recorded = new Recorded<>(sku, 1, ID, AT, 0, 0, event);
          next = commands(next.shelf(sku, stock), new OrdersForStock().react(recorded));
        }
        yield next;
      }
      case StockDecision.Refused(var why) -> throw new Unhandled(sku + ": " + why);
      case StockDecision.Impossible(String why) -> throw new Unhandled(sku + ": " + why);
    };
  }

  /// It was carried out, and nobody here knows; the request stays, to be asked about.
  private static Optional<Saga> silence(Saga saga, int index, Message message) {
    return switch (message) {
      case Message.ToProvider(var request, boolean _) -> {
        var outside = new Outside(saga);
        var _ = new Payments(outside.provider()).perform(task(request));
        yield Optional.of(outside.saga().replacing(index, new Message.ToProvider(request, true)));
      }
      case Message.ToCarrier(var job, boolean _) -> {
        var outside = new Outside(saga);
        var _ = new Parcels(outside.carrier()).perform(task(job));
        yield Optional.of(outside.saga().replacing(index, new Message.ToCarrier(job, true)));
      }
      case Message.ToOrder _, Message.ToStock _, Message.Paid _, Message.Sent _ -> Optional.empty();
    };
  }

  private static <Q> orders.engine.effect.Task<Q> task(Q request) {
    return new orders.engine.effect.Task<>(ID, request, 1);
  }

  private static Saga provider(Saga saga, Message.ToProvider message) {
    var outside = new Outside(saga);
    var effect = new Payments(outside.provider());
    var effort = new Effort<>(effect, ID, message.request(), ONCE, 0, message.doubtful());
    return done(outside, effort, message, Message.Paid::new);
  }

  private static Saga carrier(Saga saga, Message.ToCarrier message) {
    var outside = new Outside(saga);
    var effect = new Parcels(outside.carrier());
    var effort = new Effort<>(effect, ID, message.job(), ONCE, 0, message.doubtful());
    return done(outside, effort, message, Message.Sent::new);
  }

  /// A parcel that has arrived cannot be called back: somebody has to look at that.
  private static <Q, R> Saga done(
      Outside outside,
      Effort<Q, R> effort,
      Message message,
      java.util.function.Function<R, Message> told) {
    return switch (effort.next()) {
      case Effort.Step.Done<R>(R result) -> outside.saga().sending(told.apply(result));
      case Effort.Step.Pending<R> _ -> outside.saga();
      case Effort.Step.Again<R> _ -> outside.saga().sending(message);
      case Effort.Step.Release<R>(String why) -> throw new Unhandled(why);
      case Effort.Step.Dead<R>(String why) -> {
        if (arrivedBefore(message, outside.saga())) {
          yield outside.saga();
        }
        throw new Unhandled(message + ": " + why);
      }
    };
  }

  private static boolean arrivedBefore(Message message, Saga saga) {
    return message instanceof Message.ToCarrier(ShippingJob.RecallParcel _, boolean _)
        && saga.parcel().filter(p -> p.status() == Parcel.Status.DELIVERED).isPresent();
  }

  private static PaymentResult approved(Saga saga) {
    return new PaymentResult.PaymentApproved(saga.payment().orElseThrow().id());
  }

  private static ShippingResult handedOver(Saga saga) {
    var parcel = saga.parcel().orElseThrow();
    return new ShippingResult.ParcelDelivered(parcel.id(), parcel.carrier(), parcel.tracking());
  }
}
