package orders.torture.check.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.engine.Outcome;
import orders.local.sandbox.Ledger;
import orders.local.sandbox.Parcel;
import orders.local.sandbox.Payment;
import orders.torture.history.Operation;
import orders.torture.history.Place;
import orders.torture.measure.Reading;

/// Everything that rules may look at.
///
/// @param operations what clients did
/// @param orders the events of orders, in the order of each partition
/// @param stock those of stock
/// @param unreadable places in event topics that hold no event
/// @param messages commands, requests, jobs, results, and dead letters of each
/// @param outcomes every committed outcome
/// @param aside what should have been put aside on command topics, and what was
/// @param payments in the provider's ledger
/// @param parcels in the carrier's book
/// @param views what the comparison of each view with its fold found
/// @param rows what readers see now
/// @param ends where each partition ends
/// @param lags how far each group has come
/// @param personal what the search for personal data found
/// @param readings of each process, now and then; empty where a process cannot be looked into
/// @param partitions of each keyed topic
public record Facts(
    List<Operation> operations,
    List<Logged<OrderEvent>> orders,
    List<Logged<StockEvent>> stock,
    List<String> unreadable,
    List<Message> messages,
    List<Outcome> outcomes,
    Aside aside,
    Map<String, Ledger.Totals> ledger,
    List<Payment> payments,
    List<Parcel> parcels,
    List<View> views,
    List<Row> rows,
    List<End> ends,
    List<Lag> lags,
    Personal personal,
    Optional<List<Reading>> readings,
    int partitions) {

  public Facts {
    operations = List.copyOf(operations);
    orders = List.copyOf(orders);
    stock = List.copyOf(stock);
    unreadable = List.copyOf(unreadable);
    messages = List.copyOf(messages);
    outcomes = List.copyOf(outcomes);
    ledger = Map.copyOf(ledger);
    payments = List.copyOf(payments);
    parcels = List.copyOf(parcels);
    views = List.copyOf(views);
    rows = List.copyOf(rows);
    ends = List.copyOf(ends);
    lags = List.copyOf(lags);
    readings = readings.map(List::copyOf);
  }

  /// @param topic of the rows
  /// @param source the topic of the events
  /// @param events of it that were folded
  /// @param difference empty when the rows are the fold, byte for byte
  public record View(String topic, String source, long rows, long events, String difference) {}

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

  /// @param planted where records are that are no commands
  /// @param letters where each dead letter of a command topic says that its record stood
  public record Aside(List<Place> planted, List<Place> letters) {

    public Aside {
      planted = List.copyOf(planted);
      letters = List.copyOf(letters);
    }
  }

  /// What came of looking for the personal data that was planted.
  ///
  /// @param planted whether there was any
  /// @param found how often the same search found it where it stands by right
  /// @param leaks where it was found beyond that
  /// @param unread where it could not be looked for
  public record Personal(boolean planted, long found, List<String> leaks, List<String> unread) {

    public Personal {
      leaks = List.copyOf(leaks);
      unread = List.copyOf(unread);
    }
  }
}
