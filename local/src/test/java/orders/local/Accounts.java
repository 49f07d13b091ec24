package orders.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.billing.Invoice;
import orders.projection.billing.Invoices;
import orders.projection.inventory.StockLevel;
import orders.projection.inventory.StockLevels;
import orders.projection.orders.OrderStatus;
import orders.projection.orders.OrderSummaries;
import orders.projection.orders.OrderSummary;
import orders.replay.LogReader;
import org.apache.kafka.common.TopicPartition;

/// What the committed events of a cluster amount to, folded here from the first on.
///
/// @param sent pieces that orders say were sent off, by SKU
/// @param back pieces that orders say came back, by SKU
record Accounts(
    Map<String, OrderSummary> orders,
    Map<String, Invoice> invoices,
    Map<String, StockLevel> levels,
    Map<String, Long> sent,
    Map<String, Long> back) {

  static Accounts read(KafkaConnection connection, int partitions) {
    var accounts =
        new Accounts(
            new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new HashMap<>(), new HashMap<>());
    try (var registry = new SchemaLog(connection.common())) {
      Codecs codecs = Codecs.over(new WireFormat(registry));
      for (int partition = 0; partition < partitions; partition++) {
        each(connection, Topics.ORDERS_EVENTS, partition, codecs.orderEvents(), accounts::order);
        each(connection, Topics.STOCK_EVENTS, partition, codecs.stockEvents(), accounts::stock);
      }
    }
    return accounts;
  }

  private static <E> void each(
      KafkaConnection connection,
      String topic,
      int partition,
      Codec<E> codec,
      java.util.function.Consumer<Recorded<E>> consumer) {
    LogReader.read(
        ClientProperties.reader(connection, "accounts"),
        new TopicPartition(topic, partition),
        record -> consumer.accept(EventRecord.read(record, codec)));
  }

  private void order(Recorded<OrderEvent> event) {
    fold(orders, new OrderSummaries(), event);
    fold(invoices, new Invoices(), event);
    if (event.event() instanceof OrderEvent.OrderShipped shipped) {
      add(sent, shipped.lines());
    }
    if (event.event() instanceof OrderEvent.OrderReturned returned) {
      add(back, returned.lines());
    }
  }

  private void stock(Recorded<StockEvent> event) {
    fold(levels, new StockLevels(), event);
  }

  private static <E, R> void fold(Map<String, R> rows, Projection<E, R> p, Recorded<E> event) {
    String key = p.key(event);
    p.apply(Optional.ofNullable(rows.get(key)), event).ifPresent(row -> rows.put(key, row));
  }

  private static void add(Map<String, Long> sums, List<Item> items) {
    items.forEach(item -> sums.merge(item.sku(), (long) item.quantity(), Long::sum));
  }

  /// Orders that are not at an end yet.
  List<OrderSummary> open() {
    return orders.values().stream()
        .filter(
            order ->
                switch (order.status()) {
                  case PLACED, RESERVED, PAID, SHIPPED -> true;
                  case DELIVERED, REJECTED, CANCELLED, RETURNED -> false;
                })
        .toList();
  }

  Map<OrderStatus, Integer> ends() {
    Map<OrderStatus, Integer> ends = new TreeMap<>();
    orders.values().forEach(order -> ends.merge(order.status(), 1, Integer::sum));
    return ends;
  }

  long capturedMinor() {
    return invoices.values().stream().mapToLong(Invoice::capturedMinor).sum();
  }

  long refundedMinor() {
    return invoices.values().stream().mapToLong(Invoice::refundedMinor).sum();
  }

  /// How many orders were sent off, each of which is paid once.
  long sales() {
    return invoices.values().stream().filter(invoice -> invoice.capturedMinor() > 0).count();
  }
}
