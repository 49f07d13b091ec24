package orders.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import orders.aggregate.order.Order;
import orders.aggregate.stock.Stock;
import orders.local.sandbox.Parcel;
import orders.local.sandbox.Payment;

/// One order with everything around it, as a value: two of them that are equal go on alike.
///
/// @param version how many events the order has
/// @param shelves the stock of each SKU, with the order's reservation
/// @param flight what is on its way, lane by lane
/// @param left what may still happen by itself
record Saga(
    Order order,
    int version,
    Map<String, Stock> shelves,
    Optional<Payment> payment,
    Optional<Parcel> parcel,
    List<Message> flight,
    Left left) {

  /// Surprises that are left, so that the search ends.
  ///
  /// @param repeats messages that may come again
  /// @param silences calls outside whose answer may get lost
  /// @param cancels whether the client may cancel
  /// @param returns whether the client may send goods back
  /// @param alarms times that the alarm may go off
  /// @param calls whether the provider decides later, and calls
  record Left(
      int repeats, int silences, boolean cancels, boolean returns, int alarms, boolean calls) {

    Left repeated() {
      return new Left(repeats - 1, silences, cancels, returns, alarms, calls);
    }

    Left silenced() {
      return new Left(repeats, silences - 1, cancels, returns, alarms, calls);
    }

    Left cancelled() {
      return new Left(repeats, silences, false, returns, alarms, calls);
    }

    Left returned() {
      return new Left(repeats, silences, cancels, false, alarms, calls);
    }

    Left called() {
      return new Left(repeats, silences, cancels, returns, alarms, false);
    }

    Left alarmed() {
      return new Left(repeats, silences, cancels, returns, alarms - 1, calls);
    }
  }

  Saga {
    shelves = Map.copyOf(shelves);
    flight = List.copyOf(flight);
  }

  Saga with(Order next, int newVersion) {
    return new Saga(next, newVersion, shelves, payment, parcel, flight, left);
  }

  Saga shelf(String sku, Stock stock) {
    var more = new TreeMap<>(shelves);
    more.put(sku, stock);
    return new Saga(order, version, more, payment, parcel, flight, left);
  }

  Saga with(Payment now) {
    return new Saga(order, version, shelves, Optional.of(now), parcel, flight, left);
  }

  Saga with(Parcel now) {
    return new Saga(order, version, shelves, payment, Optional.of(now), flight, left);
  }

  Saga left(Left now) {
    return new Saga(order, version, shelves, payment, parcel, flight, now);
  }

  /// Lanes are kept together, so that only the order within each tells two sagas apart.
  Saga sending(Message message) {
    return flying(
        Stream.concat(flight.stream(), Stream.of(message))
            .sorted(Comparator.comparing(Message::lane))
            .toList());
  }

  Saga without(int index) {
    var fewer = new ArrayList<>(flight);
    fewer.remove(index);
    return flying(fewer);
  }

  Saga replacing(int index, Message message) {
    var changed = new ArrayList<>(flight);
    changed.set(index, message);
    return flying(changed);
  }

  private Saga flying(List<Message> messages) {
    return new Saga(order, version, shelves, payment, parcel, messages, left);
  }
}
