package orders.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderDecision;
import orders.aggregate.order.OrderEvent;
import orders.codec.Codecs;
import orders.codec.OrderRowCodecs;
import orders.codec.OrderStateCodec;
import orders.contract.Topics;
import orders.engine.Aggregate;
import orders.engine.AggregateHost;
import orders.engine.AggregateTopology;
import orders.engine.Decision;
import orders.engine.HostTopology;
import orders.engine.PolicyTopology;
import orders.engine.ProjectionHost;
import orders.engine.ProjectionTopology;
import orders.engine.StateCacheBuilder;
import orders.engine.Stores;
import orders.engine.TimerTopology;
import orders.engine.ViewStore;
import orders.engine.WholeState;
import orders.policy.OrderDeadlines;
import orders.projection.orders.OrderSummaries;
import orders.projection.orders.OrderSummary;
import orders.query.ViewSpec;
import org.apache.kafka.streams.Topology;

/// What the order context runs.
public final class OrderContext {

  private static final String STATE_STORE = "order-state";

  private OrderContext() {}

  /// The order aggregate, the policies that command it, its alarms, and what the world is told.
  ///
  /// @param deadlines how long an order may wait; empty to run the aggregate by itself, without
  ///     what follows from its events
  public static Topology service(Codecs codecs, Stores stores, Optional<OrderDeadlines> deadlines) {
    var topology = new HostTopology();
    AggregateTopology.add(topology, aggregate(codecs, stores));
    deadlines.ifPresent(
        limits -> {
          PolicyTopology.add(topology, OrderPolicies.forStock(codecs), codecs.marks());
          PolicyTopology.add(topology, OrderPolicies.forPayments(codecs), codecs.marks());
          PolicyTopology.add(topology, OrderPolicies.forShipping(codecs), codecs.marks());
          var events = PolicyTopology.add(topology, OrderPolicies.notices(codecs), codecs.marks());
          PolicyTopology.attach(topology, OrderPolicies.noticesAsJson(codecs), events);
          TimerTopology.attach(topology, OrderPolicies.timers(codecs, stores, limits), events);
        });
    return topology;
  }

  /// The summaries of orders.
  public static Topology views(Codecs codecs, Stores stores) {
    return ProjectionTopology.of(stores, projection(codecs));
  }

  /// What the views are folded with, live and when they are verified.
  public static ProjectionHost<OrderEvent, OrderSummary> projection(Codecs codecs) {
    return new ProjectionHost<>(
        "summaries",
        Topics.ORDERS_EVENTS,
        codecs.orderEvents(),
        codecs.marks(),
        new OrderSummaries(),
        new ViewStore<>(
            "summaries", Topics.ORDERS_SUMMARIES, OrderRowCodecs.summaries(codecs.wire())),
        List.of());
  }

  public static ViewSpec<OrderSummary> summaries(Codecs codecs) {
    return ViewSpec.keyed(
        "summaries",
        Topics.ORDERS_SUMMARIES,
        Topics.ORDERS_EVENTS,
        OrderRowCodecs.summaries(codecs.wire()),
        Map.of(
            "status", row -> List.of(row.status().name()),
            "customer", row -> List.of(row.customerId())));
  }

  /// What decides on orders, live and when its stores are repaired.
  public static AggregateHost<OrderCommand, Order, OrderEvent> aggregate(
      Codecs codecs, Stores stores) {
    return new AggregateHost<>(
        "order",
        "/orders",
        new AggregateHost.Topics(
            Topics.ORDERS_COMMANDS,
            Topics.ORDERS_EVENTS,
            Topics.ORDERS_OUTCOMES,
            Topics.deadLetters(Topics.ORDERS_COMMANDS)),
        new Orders(),
        codecs.orderCommands(),
        codecs.orderEvents(),
        codecs.outcomes(),
        codecs.marks(),
        List.of(
            new StateCacheBuilder<>(
                stores.supplier(STATE_STORE), new OrderStateCodec(codecs.wire()))),
        stored -> new WholeState<Order>(stored.find(STATE_STORE), OrderDecider.initial()),
        AggregateHost.Parts.none());
  }

  /// The decider, as the host wants it.
  private static final class Orders implements Aggregate<OrderCommand, Order, OrderEvent> {

    @Override
    public Order initial() {
      return OrderDecider.initial();
    }

    @Override
    public Decision<OrderEvent> decide(Order order, OrderCommand command, Instant at) {
      return switch (OrderDecider.decide(order, command, at)) {
        case OrderDecision.Accepted(List<OrderEvent> events) -> new Decision.Accepted<>(events);
        case OrderDecision.Refused(var refusal) ->
            new Decision.Refused<>(refusal.code().name(), refusal.detail(), refusal.allowed());
        case OrderDecision.Impossible(String why) -> new Decision.Impossible<>(why);
      };
    }

    @Override
    public Order evolve(Order order, OrderEvent event) {
      return OrderDecider.evolve(order, event);
    }
  }
}
