package orders.order;

import java.util.Optional;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.codec.NoticeJsonCodec;
import orders.contract.Topics;
import orders.engine.PolicyHost;
import orders.engine.Stores;
import orders.engine.TimerHost;
import orders.policy.OrderDeadlines;
import orders.policy.OrdersForStock;
import orders.policy.notice.NoticesOfOrders;
import orders.policy.notice.OrderNotice;
import orders.policy.payment.OrdersForPayments;
import orders.policy.payment.PaymentResult;
import orders.policy.shipping.OrdersForShipping;
import orders.policy.shipping.ShippingResult;

/// Who commands orders, and who hears of them.
public final class OrderPolicies {

  private OrderPolicies() {}

  public static PolicyHost<StockEvent, OrderCommand> forStock(Codecs codecs) {
    return new PolicyHost<>(
        "orders-for-stock",
        "/policies/orders-for-stock",
        Topics.STOCK_EVENTS,
        Topics.ORDERS_COMMANDS,
        new OrdersForStock(),
        codecs.stockEvents(),
        codecs.orderCommands());
  }

  public static PolicyHost<PaymentResult, OrderCommand> forPayments(Codecs codecs) {
    return new PolicyHost<>(
        "orders-for-payments",
        "/policies/orders-for-payments",
        Topics.PAYMENTS_RESULTS,
        Topics.ORDERS_COMMANDS,
        Optional.of(Topics.deadLetters(Topics.PAYMENTS_RESULTS)),
        new OrdersForPayments(),
        codecs.paymentResults(),
        codecs.orderCommands());
  }

  public static PolicyHost<ShippingResult, OrderCommand> forShipping(Codecs codecs) {
    return new PolicyHost<>(
        "orders-for-shipping",
        "/policies/orders-for-shipping",
        Topics.SHIPPING_RESULTS,
        Topics.ORDERS_COMMANDS,
        Optional.of(Topics.deadLetters(Topics.SHIPPING_RESULTS)),
        new OrdersForShipping(),
        codecs.shippingResults(),
        codecs.orderCommands());
  }

  public static PolicyHost<OrderEvent, OrderNotice> notices(Codecs codecs) {
    return new PolicyHost<>(
        "notices-of-orders",
        "/orders",
        Topics.ORDERS_EVENTS,
        Topics.ORDERS_NOTICES,
        new NoticesOfOrders(),
        codecs.orderEvents(),
        codecs.notices());
  }

  /// The same for who reads no Avro.
  public static PolicyHost<OrderEvent, OrderNotice> noticesAsJson(Codecs codecs) {
    return new PolicyHost<>(
        "notices-as-json",
        "/orders",
        Topics.ORDERS_EVENTS,
        Topics.ORDERS_NOTICES_JSON,
        new NoticesOfOrders(),
        codecs.orderEvents(),
        new NoticeJsonCodec());
  }

  public static TimerHost<OrderEvent, OrderCommand> timers(
      Codecs codecs, Stores stores, OrderDeadlines deadlines) {
    return new TimerHost<>(
        "order",
        "/timers/order",
        Topics.ORDERS_COMMANDS,
        deadlines,
        codecs.orderEvents(),
        codecs.orderCommands(),
        codecs.alarms(),
        stores);
  }
}
