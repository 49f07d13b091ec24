package orders.app;

import java.util.List;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.engine.Stores;
import orders.inventory.InventoryContext;
import orders.order.OrderContext;
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
}
