package orders.torture.check.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.engine.Outcome;
import orders.local.sandbox.Ledger;
import orders.local.sandbox.Parcel;
import orders.local.sandbox.Payment;
import orders.torture.history.Operation;
import orders.torture.measure.Reading;

/// The parts of facts, each of which may be another.
final class Parts {

  List<Operation> operations;
  List<Logged<OrderEvent>> orders;
  List<Logged<StockEvent>> stock;
  List<String> unreadable;
  List<Message> messages;
  List<Outcome> outcomes;
  Facts.Aside aside;
  Map<String, Ledger.Totals> ledger;
  List<Payment> payments;
  List<Parcel> parcels;
  List<Facts.View> views;
  List<Facts.Row> rows;
  List<Facts.End> ends;
  List<Facts.Lag> lags;
  Facts.Personal personal;
  Optional<List<Reading>> readings;
  private final int partitions;

  private Parts(Facts f) {
    this.operations = f.operations();
    this.orders = f.orders();
    this.stock = f.stock();
    this.unreadable = f.unreadable();
    this.messages = f.messages();
    this.outcomes = f.outcomes();
    this.aside = f.aside();
    this.ledger = f.ledger();
    this.payments = f.payments();
    this.parcels = f.parcels();
    this.views = f.views();
    this.rows = f.rows();
    this.ends = f.ends();
    this.lags = f.lags();
    this.personal = f.personal();
    this.readings = f.readings();
    this.partitions = f.partitions();
  }

  static Facts of(Facts facts, Consumer<Parts> change) {
    var parts = new Parts(facts);
    change.accept(parts);
    return parts.facts();
  }

  private Facts facts() {
    return new Facts(
        operations,
        orders,
        stock,
        unreadable,
        messages,
        outcomes,
        aside,
        ledger,
        payments,
        parcels,
        views,
        rows,
        ends,
        lags,
        personal,
        readings,
        partitions);
  }
}
