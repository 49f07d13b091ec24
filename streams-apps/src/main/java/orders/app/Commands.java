package orders.app;

import orders.aggregate.order.OrderCommand;
import orders.aggregate.stock.StockCommand;
import orders.engine.CommandPort;
import orders.engine.effect.ResultWriter;
import orders.policy.payment.PaymentResult;
import orders.policy.shipping.ShippingResult;

/// Where commands are handed in.
///
/// @param payments what the payment provider calls in
/// @param parcels what the carrier calls in
public record Commands(
    CommandPort<OrderCommand> orders,
    CommandPort<StockCommand> stock,
    ResultWriter<PaymentResult> payments,
    ResultWriter<ShippingResult> parcels) {}
