package orders.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.aggregate.order.Item;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.Level.Listed;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.engine.Outcome;
import orders.local.sandbox.SimCarrier;
import orders.local.sandbox.SimProvider;
import orders.policy.notice.NoticesOfOrders;
import orders.policy.shipping.ShippingForOrders;
import orders.policy.shipping.ShippingJob;
import orders.projection.Projection;
import orders.projection.Recorded;
import orders.projection.billing.Invoice;
import orders.projection.billing.Invoices;
import orders.projection.orders.OrderStatus;
import orders.projection.orders.OrderSummaries;
import orders.projection.orders.OrderSummary;
import orders.projection.shipping.Shipments;
import orders.shipping.Carrier;

/// Holds the end of a run to the rules: every order has ended, nothing is held for any, and the
/// books of all parties agree.
final class Judge {

  private final Log log;
  private final Codecs codecs;
  private final Oracle oracle;
  private final SimProvider provider;
  private final SimCarrier carrier;

  /// @param ends how many orders ended in which way
  /// @param deadLetters that workers gave up, before somebody had them tried again
  record Verdict(Map<OrderStatus, Integer> ends, int deadLetters, int crashes) {}

  Judge(Log log, Codecs codecs, Oracle oracle, SimProvider provider, SimCarrier carrier) {
    this.log = log;
    this.codecs = codecs;
    this.oracle = oracle;
    this.provider = provider;
    this.carrier = carrier;
  }

  Verdict judge(Map<String, String> sent, int crashes) {
    for (String topic :
        List.of(
            Topics.ORDERS_COMMANDS,
            Topics.STOCK_COMMANDS,
            Topics.PAYMENTS_RESULTS,
            Topics.SHIPPING_RESULTS)) {
      assertThat(log.committed(Topics.deadLetters(topic)).stream().map(this::why).toList())
          .as("dead letters of %s", topic)
          .isEmpty();
    }
    outcomes(sent);
    new Causes(log).judge();
    Map<String, OrderSummary> summaries = fold(new OrderSummaries());
    Map<String, Invoice> invoices = fold(new Invoices());
    fold(new Shipments());
    oracle.orders.forEach(
        (id, order) -> {
          Invoice invoice = invoices.get(id);
          money(id, order, invoice);
          parcel(id, order);
        });
    pieces();
    notices();
    int letters =
        log.committed(Topics.deadLetters(Topics.PAYMENTS_REQUESTS)).size()
            + log.committed(Topics.deadLetters(Topics.SHIPPING_JOBS)).size();
    Map<OrderStatus, Integer> ends = new EnumMap<>(OrderStatus.class);
    summaries.values().forEach(s -> ends.merge(s.status(), 1, Integer::sum));
    return new Verdict(ends, letters, crashes);
  }

  private String why(Log.Stored letter) {
    return Envelope.text(letter.headers(), Envelope.TYPE).orElse("?")
        + ": "
        + Envelope.text(letter.headers(), Envelope.REASON).orElse("?");
  }

  /// Whoever asked was answered, always the same, and what was promised is in the log once.
  private void outcomes(Map<String, String> sent) {
    Map<String, Outcome> kept = new HashMap<>();
    Map<String, Outcome> conflicts = new HashMap<>();
    for (String topic : List.of(Topics.ORDERS_OUTCOMES, Topics.STOCK_OUTCOMES)) {
      for (Log.Stored record : log.committed(topic)) {
        Outcome outcome = codecs.outcomes().decode(record.value());
        if (outcome.kind() == Outcome.Kind.CONFLICT) {
          conflicts.put(outcome.commandId(), outcome);
        } else {
          Outcome before = kept.put(outcome.commandId(), outcome);
          assertThat(before == null || before.equals(outcome))
              .as("%s, and then %s", before, outcome)
              .isTrue();
        }
      }
    }
    for (String id : sent.keySet()) {
      Outcome outcome = kept.get(id);
      assertThat(outcome != null)
          .as("%s is decided (%s) or in conflict (%s)", id, outcome, conflicts.get(id))
          .isNotEqualTo(conflicts.containsKey(id));
      assertThat(oracle.events(id))
          .as("events of %s", outcome)
          .isEqualTo(outcome == null ? 0 : outcome.events());
    }
  }

  private <R> Map<String, R> fold(Projection<OrderEvent, R> projection) {
    Map<String, R> rows = new TreeMap<>();
    for (Recorded<OrderEvent> event : oracle.orderLog) {
      String key = projection.key(event);
      projection
          .apply(Optional.ofNullable(rows.get(key)), event)
          .ifPresent(row -> rows.put(key, row));
    }
    return rows;
  }

  /// The provider has taken and paid back what the invoice says, and holds nothing any more.
  private void money(String id, Order order, Invoice invoice) {
    var books = provider.books(id);
    assertThat(books.open()).as("money is held for %s, %s", id, order).isFalse();
    assertThat(List.of(books.captured(), books.refunded()))
        .as("captured, refunded for %s, %s", id, order)
        .containsExactly(oracle.shippedMinor(id), oracle.returnedMinor(id))
        .containsExactly(invoice.capturedMinor(), invoice.refundedMinor());
    boolean sold = order instanceof Order.Delivered || order instanceof Order.Returned;
    assertThat(books.captures()).as("captures for %s", id).isEqualTo(sold ? 1 : 0);
  }

  /// The parcel of an order that ended before it left is called back, unless it has arrived.
  private void parcel(String id, Order order) {
    Optional<Carrier.Status> status = carrier.status(ShippingForOrders.parcelId(id));
    switch (order) {
      case Order.Delivered _, Order.Returned _ ->
          assertThat(status).as("%s", id).contains(Carrier.Status.DELIVERED);
      case Order.Rejected _ -> assertThat(status).as("%s", id).isEmpty();
      case Order.Cancelled _ ->
          assertThat(status.filter(s -> s == Carrier.Status.SHIPPED)).as("%s", id).isEmpty();
      case Order.Unknown _, Order.Placed _, Order.Reserved _, Order.Paid _, Order.Shipped _ ->
          throw new AssertionError("%s is still %s".formatted(id, order));
    }
    if (status.isPresent() && order instanceof Order.Cancelled) {
      boolean told =
          log.committed(Topics.SHIPPING_JOBS).stream()
              .map(job -> codecs.shippingJobs().decode(job.value()))
              .anyMatch(
                  job ->
                      job instanceof ShippingJob.RecallParcel recall
                          && recall.parcelId().equals(ShippingForOrders.parcelId(id)));
      assertThat(told).as("the parcel of %s is called back", id).isTrue();
    }
  }

  /// What left the shelves and came back is what orders say, and nothing is reserved any more.
  private void pieces() {
    Map<String, Long> shipped = new HashMap<>();
    Map<String, Long> back = new HashMap<>();
    for (Recorded<OrderEvent> event : oracle.orderLog) {
      if (event.event() instanceof OrderEvent.OrderShipped e) {
        add(shipped, e.lines());
      }
      if (event.event() instanceof OrderEvent.OrderReturned e) {
        add(back, e.lines());
      }
    }
    oracle.levels.forEach(
        (sku, level) -> {
          if (level instanceof Listed l) {
            assertThat(List.of(l.shipped(), l.takenBack(), (long) l.reserved()))
                .as("shipped, taken back, reserved of %s", sku)
                .containsExactly(shipped.getOrDefault(sku, 0L), back.getOrDefault(sku, 0L), 0L);
          }
        });
  }

  private static void add(Map<String, Long> sums, List<Item> items) {
    items.forEach(item -> sums.merge(item.sku(), (long) item.quantity(), Long::sum));
  }

  /// The world was told of every stage once, in order.
  private void notices() {
    var policy = new NoticesOfOrders();
    List<String> wanted = new ArrayList<>();
    oracle.orderLog.forEach(
        event -> policy.react(event).forEach(n -> wanted.add(n.command().toString())));
    assertThat(
            log.committed(Topics.ORDERS_NOTICES).stream()
                .map(record -> codecs.notices().decode(record.value()).toString()))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }
}
