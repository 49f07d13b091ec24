package orders.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockDecision;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.codec.InventoryRowCodecs;
import orders.codec.ReservationStateCodec;
import orders.codec.StockLevelStateCodec;
import orders.contract.Topics;
import orders.engine.Aggregate;
import orders.engine.AggregateHost;
import orders.engine.AggregateTopology;
import orders.engine.Decision;
import orders.engine.HostTopology;
import orders.engine.PolicyHost;
import orders.engine.PolicyTopology;
import orders.engine.ProjectionHost;
import orders.engine.ProjectionTopology;
import orders.engine.SplitState;
import orders.engine.StateCacheBuilder;
import orders.engine.Stores;
import orders.engine.ViewStore;
import orders.policy.StockForOrders;
import orders.projection.inventory.Movement;
import orders.projection.inventory.Movements;
import orders.projection.inventory.StockLevel;
import orders.projection.inventory.StockLevels;
import orders.query.ViewSpec;
import org.apache.kafka.streams.Topology;

/// What the inventory context runs.
public final class InventoryContext {

  private static final String LEVELS = "stock-levels";
  private static final String RESERVATIONS = "stock-reservations";

  private InventoryContext() {}

  /// The stock aggregate, and the policies that command it.
  public static Topology service(Codecs codecs, Stores stores, boolean policies) {
    var topology = new HostTopology();
    AggregateTopology.add(topology, aggregate(codecs, stores));
    if (policies) {
      PolicyTopology.add(topology, forOrders(codecs), codecs.marks());
    }
    return topology;
  }

  /// Stock levels and their movements.
  public static Topology views(Codecs codecs, Stores stores) {
    return ProjectionTopology.of(stores, projection(codecs));
  }

  /// What the views are folded with, live and when they are verified.
  public static ProjectionHost<StockEvent, StockLevel> projection(Codecs codecs) {
    return new ProjectionHost<>(
        "inventory",
        Topics.STOCK_EVENTS,
        codecs.stockEvents(),
        codecs.marks(),
        new StockLevels(),
        new ViewStore<>("levels", Topics.INVENTORY_STOCK, InventoryRowCodecs.levels(codecs.wire())),
        List.of(
            new ProjectionHost.RollupView<>(
                new Movements(),
                new ViewStore<>(
                    "movements",
                    Topics.INVENTORY_MOVEMENTS,
                    InventoryRowCodecs.movements(codecs.wire())))));
  }

  public static ViewSpec<StockLevel> levels(Codecs codecs) {
    return ViewSpec.keyed(
        "levels",
        Topics.INVENTORY_STOCK,
        Topics.STOCK_EVENTS,
        InventoryRowCodecs.levels(codecs.wire()),
        Map.of(
            "available",
            row -> List.of(String.format(Locale.ROOT, "%010d", Math.max(0, row.available())))));
  }

  public static ViewSpec<Movement> movements(Codecs codecs) {
    return new ViewSpec<>(
        "movements",
        Topics.INVENTORY_MOVEMENTS,
        Topics.STOCK_EVENTS,
        InventoryRowCodecs.movements(codecs.wire()),
        Optional.of(key -> key.contains("|") ? key.substring(0, key.indexOf('|')) : key),
        new Movements()::merge,
        Map.of());
  }

  /// What decides on stock, live and when its stores are repaired.
  public static AggregateHost<StockCommand, Stock, StockEvent> aggregate(
      Codecs codecs, Stores stores) {
    return new AggregateHost<>(
        "stock",
        "/stock",
        new AggregateHost.Topics(
            Topics.STOCK_COMMANDS,
            Topics.STOCK_EVENTS,
            Topics.STOCK_OUTCOMES,
            Topics.deadLetters(Topics.STOCK_COMMANDS)),
        new Stocks(),
        codecs.stockCommands(),
        codecs.stockEvents(),
        codecs.outcomes(),
        codecs.marks(),
        List.of(
            new StateCacheBuilder<>(
                stores.supplier(LEVELS), new StockLevelStateCodec(codecs.wire())),
            new StateCacheBuilder<>(
                stores.ordered(RESERVATIONS), new ReservationStateCodec(codecs.wire()))),
        stored ->
            new SplitState<Stock, Level, Reservation>(
                stored.find(LEVELS), stored.find(RESERVATIONS), layout()),
        new AggregateHost.Parts<>(StockCommand::order, StockEvent::order));
  }

  private static SplitState.Layout<Stock, Level, Reservation> layout() {
    return new SplitState.Layout<>(
        Stock::new,
        Stock::level,
        Stock::reservation,
        StockDecider.initial().level(),
        StockDecider.initial().reservation(),
        StockDecider::forgettable);
  }

  /// What orders ask of stock.
  public static PolicyHost<OrderEvent, StockCommand> forOrders(Codecs codecs) {
    return new PolicyHost<>(
        "stock-for-orders",
        "/policies/stock-for-orders",
        Topics.ORDERS_EVENTS,
        Topics.STOCK_COMMANDS,
        new StockForOrders(),
        codecs.orderEvents(),
        codecs.stockCommands());
  }

  /// The decider, as the host wants it.
  private static final class Stocks implements Aggregate<StockCommand, Stock, StockEvent> {

    @Override
    public Stock initial() {
      return StockDecider.initial();
    }

    @Override
    public Decision<StockEvent> decide(Stock stock, StockCommand command, Instant at) {
      return switch (StockDecider.decide(stock, command, at)) {
        case StockDecision.Accepted(List<StockEvent> events) -> new Decision.Accepted<>(events);
        case StockDecision.Refused(var refusal) ->
            new Decision.Refused<>(refusal.code().name(), refusal.detail(), List.of());
        case StockDecision.Impossible(String why) -> new Decision.Impossible<>(why);
      };
    }

    @Override
    public Stock evolve(Stock stock, StockEvent event) {
      return StockDecider.evolve(stock, event);
    }
  }
}
