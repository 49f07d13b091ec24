package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import orders.contract.Topics;
import orders.projection.Projection;
import orders.projection.billing.Invoices;
import orders.projection.inventory.StockLevels;
import orders.projection.orders.OrderSummaries;
import orders.projection.orders.OrderSummary;
import orders.projection.shipping.Shipments;

/// What each row of a view was at each position of the log, folded here.
final class Timelines {

  /// The views that are judged row by row, by the names that a history calls them.
  static final String ORDERS = "orders";

  static final String ORDERS_TOPIC = Topics.ORDERS_EVENTS;
  static final String STOCK_TOPIC = Topics.STOCK_EVENTS;

  private final String topic;
  private final Map<String, List<Moment>> rows = new HashMap<>();
  private final Set<String> impossible = new HashSet<>(); // another rule says so

  /// A row as one event left it.
  ///
  /// @param count how many events its partition held then
  record Moment(int partition, long count, long version, String state) {}

  private Timelines(String topic) {
    this.topic = topic;
  }

  static Map<String, Timelines> all(Facts facts) {
    var orders = new Timelines(ORDERS_TOPIC);
    orders.fold(
        facts.orders(), new OrderSummaries(), OrderSummary::version, row -> row.status().name());
    var invoices = new Timelines(ORDERS_TOPIC);
    invoices.fold(
        facts.orders(), new Invoices(), row -> row.origin().version(), row -> row.state().name());
    var shipments = new Timelines(ORDERS_TOPIC);
    shipments.fold(
        facts.orders(), new Shipments(), row -> row.origin().version(), row -> row.state().name());
    var stock = new Timelines(STOCK_TOPIC);
    stock.fold(facts.stock(), new StockLevels(), row -> row.origin().version(), _ -> "");
    return Map.of(ORDERS, orders, "invoices", invoices, "shipments", shipments, "stock", stock);
  }

  private <E, R> void fold(
      List<Logged<E>> events,
      Projection<E, R> projection,
      ToLongFunction<R> version,
      Function<R, String> state) {
    Map<String, R> now = new HashMap<>();
    for (Logged<E> logged : events) {
      String key = projection.key(logged.event());
      if (impossible.contains(key)) {
        continue;
      }
      try {
        Optional<R> row = projection.apply(Optional.ofNullable(now.get(key)), logged.event());
        row.ifPresent(
            changed -> {
              now.put(key, changed);
              add(key, logged, version.applyAsLong(changed), state.apply(changed));
            });
      } catch (RuntimeException e) {
        impossible.add(key);
        rows.remove(key);
      }
    }
  }

  private void add(String key, Logged<?> logged, long version, String state) {
    rows.computeIfAbsent(key, _ -> new ArrayList<>())
        .add(new Moment(logged.event().partition(), logged.count(), version, state));
  }

  /// The topic whose events it is folded from.
  String topic() {
    return topic;
  }

  /// Whether its events cannot follow one another.
  boolean impossible(String key) {
    return impossible.contains(key);
  }

  /// Everything that a row ever was; empty when it cannot be told.
  List<Moment> of(String key) {
    return rows.getOrDefault(key, List.of());
  }

  /// The row once so many events of its partition are reflected.
  Optional<Moment> at(String key, long count) {
    return lastUpTo(key, count, Moment::count);
  }

  /// The row at one of its versions; empty when it never had that one.
  Optional<Moment> version(String key, long version) {
    return lastUpTo(key, version, Moment::version).filter(found -> found.version() == version);
  }

  Optional<Moment> last(String key) {
    return at(key, Long.MAX_VALUE);
  }

  /// Both grow from moment to moment: a SKU has as many as orders have lines.
  private Optional<Moment> lastUpTo(String key, long most, ToLongFunction<Moment> grows) {
    List<Moment> moments = of(key);
    int low = 0;
    int high = moments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (grows.applyAsLong(moments.get(middle)) <= most) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Optional.empty() : Optional.of(moments.get(low - 1));
  }
}
