package orders.app;

import java.util.List;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.inventory.InventoryContext;
import orders.order.OrderContext;
import orders.query.ViewSpec;
import orders.replay.ReplayTarget;
import orders.shipping.ShippingContext;

/// Views that are folded together, and therefore replayed together.
///
/// @param role of the processes that keep them up
/// @param specs how readers find the rows
public record ViewGroup(ReplayTarget target, Role role, List<ViewSpec<?>> specs) {

  public String name() {
    return target.name();
  }

  /// Every view there is.
  public static List<ViewGroup> all(Codecs codecs) {
    return List.of(
        new ViewGroup(
            new ReplayTarget("orders", OrderContext.projection(codecs)),
            Role.ORDERS,
            List.of(OrderContext.summaries(codecs))),
        new ViewGroup(
            new ReplayTarget("billing", BillingContext.projection(codecs)),
            Role.BILLING,
            List.of(
                BillingContext.invoices(codecs),
                BillingContext.accounts(codecs),
                BillingContext.revenue(codecs))),
        new ViewGroup(
            new ReplayTarget("inventory", InventoryContext.projection(codecs)),
            Role.INVENTORY,
            List.of(InventoryContext.levels(codecs), InventoryContext.movements(codecs))),
        new ViewGroup(
            new ReplayTarget("shipping", ShippingContext.projection(codecs)),
            Role.SHIPPING,
            List.of(ShippingContext.shipments(codecs))));
  }
}
