package orders.order;

import java.util.List;
import orders.aggregate.order.OrderEvent;
import orders.projection.Recorded;

/// Fetches the events of an order from where its summary says they stand.
public interface OrderHistory {
  List<Recorded<OrderEvent>> events(String orderId, List<Long> offsets);
}
