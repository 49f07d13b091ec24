package orders.torture.check.rules;

import java.util.List;
import java.util.Map;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.engine.Outcome;
import orders.local.sandbox.Ledger;
import orders.torture.history.Operation;

/// Everything that rules may look at.
///
/// @param operations what clients did
/// @param orders the events of orders, in the order of each partition
/// @param stock those of stock
/// @param unreadable places in event topics that hold no event
/// @param messages commands, requests, jobs, results, and dead letters of each
/// @param outcomes every committed outcome
/// @param views what the comparison of each view with its fold found
/// @param rows what readers see now
/// @param ends where each partition ends
/// @param lags how far each group has come
/// @param leaks where the canary was found
/// @param partitions of each keyed topic
public record Facts(
    List<Operation> operations,
    List<Logged<OrderEvent>> orders,
    List<Logged<StockEvent>> stock,
    List<String> unreadable,
    List<Message> messages,
    List<Outcome> outcomes,
    Map<String, Ledger.Totals> ledger,
    List<View> views,
    List<Row> rows,
    List<End> ends,
    List<Lag> lags,
    List<String> leaks,
    int partitions) {

  /// @param difference empty when the rows are the fold, byte for byte
  public record View(String topic, long rows, long events, String difference) {}

  /// A row as an instance shows it after everything came to rest.
  ///
  /// @param status of HTTP
  /// @param state of the order; empty without
  public record Row(String view, String key, int status, long version, String state) {}

  /// @param stable the last stable offset: readers of committed records stop there
  /// @param end the offset behind the last record, decided or not
  public record End(String topic, int partition, long stable, long end) {}

  /// @param place up to where the group has committed
  /// @param end the offset behind the last committed record
  public record Lag(String group, String topic, int partition, long place, long end) {}
}
