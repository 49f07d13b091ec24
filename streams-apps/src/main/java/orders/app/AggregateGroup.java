package orders.app;

import java.util.List;
import java.util.Set;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.engine.Stores;
import orders.inventory.InventoryContext;
import orders.kafka.KafkaConnection;
import orders.order.OrderContext;
import orders.replay.AggregateGuard;
import orders.replay.AggregateTarget;

/// An aggregate, and the role of the processes that run it.
public record AggregateGroup(AggregateTarget target, Role role) {

  public String name() {
    return target.name();
  }

  /// Every aggregate there is.
  public static List<AggregateGroup> all(Codecs codecs, Stores stores) {
    return List.of(
        new AggregateGroup(
            new AggregateTarget(OrderContext.aggregate(codecs, stores), Apps.ORDER_SERVICE),
            Role.ORDERS),
        new AggregateGroup(
            new AggregateTarget(InventoryContext.aggregate(codecs, stores), Apps.INVENTORY_SERVICE),
            Role.INVENTORY));
  }

  /// Refuses to start those of some roles where they would decide old commands anew.
  ///
  /// @throws orders.kafka.StartupGuard.Refused naming the partition, and what to do
  static void guard(Settings settings, Codecs codecs, Set<Role> roles) {
    all(codecs, settings.stores()).stream()
        .filter(group -> roles.contains(group.role()))
        .forEach(
            group -> {
              KafkaConnection own = settings.kafka().of(group.target().app());
              try (var guard = new AggregateGuard(own, settings.partitions())) {
                guard.check(group.target());
              }
            });
  }
}
