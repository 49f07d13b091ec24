package orders.search;

import java.util.List;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderCommand;

/// What clients and the alarm may want of an order, each as often as is left.
final class People {

  private People() {}

  static void wish(Saga saga, List<Saga> next) {
    if (saga.left().cancels() && !(saga.order() instanceof Order.Unknown)) {
      var wish = new Message.ToOrder(new OrderCommand.CancelOrder(""));
      next.add(saga.left(saga.left().cancelled()).sending(wish));
    }
    if (saga.left().returns() && saga.order() instanceof Order.Delivered(var details, String _)) {
      var part = new Item(details.lines().getFirst().sku(), 1);
      var wish = new Message.ToOrder(new OrderCommand.ReturnOrder(List.of(part)));
      next.add(saga.left(saga.left().returned()).sending(wish));
    }
    boolean waits = saga.order() instanceof Order.Placed || saga.order() instanceof Order.Reserved;
    if (waits && saga.left().alarms() > 0) {
      var alarm = new Message.ToOrder(new OrderCommand.ExpireOrder());
      next.add(saga.left(saga.left().alarmed()).sending(alarm));
    }
  }
}
