package orders.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.CancellationReason.TimedOut;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderLine;
import orders.aggregate.order.RejectionReason.OutOfStock;
import orders.app.ViewGroup;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Envelope;
import orders.engine.EnvelopeWriter;
import orders.engine.EventRecord;
import orders.engine.ProjectionHost;
import orders.projection.ImpossibleRow;
import orders.projection.billing.Invoice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// Folds that read every event, and those that leave alone what changes no row.
class FoldTest {

  private static final Codecs CODECS = Codecs.over(new WireFormat(new MemoryRegistry()));
  private static final ProjectionHost<OrderEvent, Invoice> BILLING =
      BillingContext.projection(CODECS);
  private static final Instant PLACED = Instant.parse("2026-11-27T10:00:00Z");

  private static final OrderEvent.OrderPlaced ORDER =
      new OrderEvent.OrderPlaced(
          "c-1",
          List.of(new OrderLine("tea", 2, 450)),
          "EUR",
          900,
          new Contact("Ada", "ada@example.org", "1 Byron Row"),
          "tok-approve",
          PLACED);
  private static final List<Item> ITEMS = List.of(new Item("tea", 2));
  private static final OrderEvent.LineReserved RESERVED = new OrderEvent.LineReserved("tea", 2);

  @Test
  void whatChangesNoRowIsCountedAndNotRead() {
    byte[] body = CODECS.orderEvents().encode(RESERVED);
    byte[] cut = Arrays.copyOf(body, body.length - 1);
    Fold<OrderEvent, Invoice> fold = Fold.ofWhatCounts(BILLING);
    fold.take(record(7, 1, PLACED, CODECS.orderEvents().encode(ORDER)));
    fold.take(record(9, 2, PLACED.plusSeconds(5), cut));
    assertThat(fold.mark().events()).isEqualTo(2);
    assertThat(fold.mark().offset()).isEqualTo(10);
    assertThat(fold.mark().at()).isEqualTo(PLACED.plusSeconds(5));

    var whole = new Fold<>(BILLING);
    whole.take(record(7, 1, PLACED, CODECS.orderEvents().encode(ORDER)));
    assertThatThrownBy(() -> whole.take(record(9, 2, PLACED, cut)))
        .isInstanceOf(EventRecord.BrokenLog.class)
        .hasMessageContaining("orders.events-0@9");
  }

  @Test
  void anEventThatCannotFollowIsNamedByItsOffsetWhateverRowsName() {
    byte[] order = CODECS.orderEvents().encode(ORDER);
    Fold<OrderEvent, Invoice> fold = Fold.numbered(BILLING);
    fold.take(record(7, 1, PLACED, order));
    assertThatThrownBy(() -> fold.take(record(9, 2, PLACED, order)))
        .hasCauseInstanceOf(ImpossibleRow.class)
        .hasMessageContaining("orders.events-0@9")
        .hasMessageContaining("OrderPlaced of o-1 at offset 1 ");
  }

  /// One that did would have to be folded either way, too.
  @Test
  void noOtherViewIgnoresAnything() {
    assertThat(ViewGroup.all(CODECS))
        .map(view -> view.target().host())
        .filteredOn(host -> !host.eventTopic().equals("orders.events"))
        .isNotEmpty()
        .allSatisfy(host -> assertThat(host.projection().ignored()).as(host.name()).isEmpty());
  }

  @Test
  void everyViewOfOrdersHasTheSameRowsEitherWay() {
    List<ProjectionHost<?, ?>> views = new ArrayList<>();
    for (ViewGroup view : ViewGroup.all(CODECS)) {
      if (view.target().host().eventTopic().equals("orders.events")) {
        views.add(view.target().host());
      }
    }
    assertThat(lives().stream().flatMap(List::stream).map(Object::getClass).distinct())
        .as("events that an order can have")
        .hasSize(OrderEvent.class.getPermittedSubclasses().length);
    assertThat(views).hasSizeGreaterThan(2);
    for (List<OrderEvent> life : lives()) {
      assertThat(views).allSatisfy(view -> rowsEitherWay(view, life));
    }
    assertThat(views)
        .allSatisfy(
            view -> assertThat(rowsEitherWay(view, returned())).allMatch(rows -> rows.size() == 1));
  }

  /// @return the rows of the view and of its rollups, which are the same either way
  private static <E, R> List<Map<String, Object>> rowsEitherWay(
      ProjectionHost<E, R> view, List<OrderEvent> life) {
    var whole = new Fold<>(view);
    Fold<E, R> ofWhatCounts = Fold.ofWhatCounts(view);
    for (int i = 0; i < life.size(); i++) {
      Instant at = PLACED.plusSeconds(i);
      var event = record(2L * i, i + 1, at, CODECS.orderEvents().encode(life.get(i)));
      whole.take(event);
      ofWhatCounts.take(event);
      assertThat(rows(ofWhatCounts, view)).as(view.name()).isEqualTo(rows(whole, view));
    }
    assertThat(ofWhatCounts.mark()).isEqualTo(whole.mark());
    return rows(whole, view);
  }

  private static List<Map<String, Object>> rows(Fold<?, ?> fold, ProjectionHost<?, ?> view) {
    List<Map<String, Object>> rows = new ArrayList<>();
    view.stores().forEach(_ -> rows.add(new HashMap<>()));
    fold.addTo(rows);
    return rows;
  }

  /// The ends that an order can come to: each event is in one of them.
  private static List<List<OrderEvent>> lives() {
    return List.of(
        returned(),
        List.of(
            ORDER, new OrderEvent.OrderRejected(new OutOfStock("tea", 1), ITEMS, Optional.empty())),
        List.of(
            ORDER,
            RESERVED,
            new OrderEvent.OrderCancelled(new TimedOut(), ITEMS, true, Optional.empty())));
  }

  private static List<OrderEvent> returned() {
    return List.of(
        ORDER,
        RESERVED,
        new OrderEvent.OrderReserved(900, "EUR", "tok-approve"),
        new OrderEvent.PaymentAuthorised("p-1", 900, "EUR", ITEMS, Optional.empty()),
        new OrderEvent.OrderShipped("Bird Post", "B-1", ITEMS, "p-1", 900, "EUR", 1),
        new OrderEvent.ShipmentOrphaned("Bird Post", "B-2"),
        new OrderEvent.PaymentOrphaned("p-2", 900, "EUR"),
        new OrderEvent.OrderDelivered(),
        new OrderEvent.OrderReturned(ITEMS, 450, "EUR", "p-1"));
  }

  private static ConsumerRecord<String, byte[]> record(
      long offset, long version, Instant at, byte[] value) {
    return new ConsumerRecord<>(
        "orders.events",
        0,
        offset,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        "o-1",
        value,
        new EnvelopeWriter("/orders")
            .envelope("e-" + version, CODECS.orderEvents().typeOf(value), "o-1", at, value)
            .add(Envelope.SEQUENCE, Envelope.bytes(Envelope.sequence(version))),
        Optional.empty());
  }
}
