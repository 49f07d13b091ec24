package orders.codec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import orders.aggregate.order.CancellationReason;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderLine;
import orders.aggregate.order.RejectionReason;
import orders.contract.order.event.CancellationKind;
import orders.contract.order.event.LineReserved;
import orders.contract.order.event.OrderCancelled;
import orders.contract.order.event.OrderDelivered;
import orders.contract.order.event.OrderPlaced;
import orders.contract.order.event.OrderRejected;
import orders.contract.order.event.OrderReserved;
import orders.contract.order.event.OrderReturned;
import orders.contract.order.event.OrderShipped;
import orders.contract.order.event.PaymentAuthorised;
import orders.contract.order.event.PaymentOrphaned;
import orders.contract.order.event.RejectionKind;
import orders.contract.order.event.ShipmentOrphaned;
import org.apache.avro.specific.SpecificRecord;

/// Events of orders.
public final class OrderEventCodec extends AvroCodec<OrderEvent> {

  public OrderEventCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(OrderEvent event) {
    return switch (event) {
      case OrderEvent.OrderPlaced placed -> toAvro(placed);
      case OrderEvent.LineReserved(String sku, int quantity) -> new LineReserved(sku, quantity);
      case OrderEvent.OrderReserved(long total, String currency, String token) ->
          new OrderReserved(total, currency, token);
      case OrderEvent.OrderRejected(
              RejectionReason reason,
              List<Item> lines,
              Optional<String> paymentId) ->
          new OrderRejected(toAvro(reason), items(lines), paymentId.orElse(null));
      case OrderEvent.PaymentAuthorised e ->
          new PaymentAuthorised(
              e.paymentId(),
              e.amountMinor(),
              e.currency(),
              items(e.lines()),
              e.contact().map(OrderEventCodec::toAvro).orElse(null));
      case OrderEvent.PaymentOrphaned(String id, long amount, String currency) ->
          new PaymentOrphaned(id, amount, currency);
      case OrderEvent.OrderShipped e ->
          new OrderShipped(
              e.carrier(),
              e.tracking(),
              items(e.lines()),
              e.paymentId(),
              e.amountMinor(),
              e.currency(),
              e.attempts());
      case OrderEvent.ShipmentOrphaned(String carrier, String tracking) ->
          new ShipmentOrphaned(carrier, tracking);
      case OrderEvent.OrderDelivered() -> new OrderDelivered();
      case OrderEvent.OrderCancelled e ->
          new OrderCancelled(
              toAvro(e.reason()),
              items(e.lines()),
              e.paymentRequested(),
              e.paymentId().orElse(null));
      case OrderEvent.OrderReturned(List<Item> lines, long refund, String currency, String id) ->
          new OrderReturned(items(lines), refund, currency, id);
    };
  }

  @Override
  OrderEvent fromAvro(SpecificRecord record) {
    return switch (record) {
      case OrderPlaced e -> fromAvro(e);
      case LineReserved e -> new OrderEvent.LineReserved(e.getSku(), e.getQuantity());
      case OrderReserved e ->
          new OrderEvent.OrderReserved(e.getTotalMinor(), e.getCurrency(), e.getPaymentToken());
      case OrderRejected e ->
          new OrderEvent.OrderRejected(
              fromAvro(e.getReason()),
              fromAvro(e.getLines()),
              Optional.ofNullable(e.getPaymentId()));
      case PaymentAuthorised e ->
          new OrderEvent.PaymentAuthorised(
              e.getPaymentId(),
              e.getAmountMinor(),
              e.getCurrency(),
              fromAvro(e.getLines()),
              Optional.ofNullable(e.getContact()).map(OrderEventCodec::fromAvro));
      case PaymentOrphaned e ->
          new OrderEvent.PaymentOrphaned(e.getPaymentId(), e.getAmountMinor(), e.getCurrency());
      case OrderShipped e ->
          new OrderEvent.OrderShipped(
              e.getCarrier(),
              e.getTracking(),
              fromAvro(e.getLines()),
              e.getPaymentId(),
              e.getAmountMinor(),
              e.getCurrency(),
              e.getAttempts());
      case ShipmentOrphaned e -> new OrderEvent.ShipmentOrphaned(e.getCarrier(), e.getTracking());
      case OrderDelivered _ -> new OrderEvent.OrderDelivered();
      case OrderCancelled e ->
          new OrderEvent.OrderCancelled(
              fromAvro(e.getReason()),
              fromAvro(e.getLines()),
              e.getPaymentRequested(),
              Optional.ofNullable(e.getPaymentId()));
      case OrderReturned e ->
          new OrderEvent.OrderReturned(
              fromAvro(e.getLines()), e.getRefundMinor(), e.getCurrency(), e.getPaymentId());
      default -> throw unexpected(record, "event of an order");
    };
  }

  private static OrderPlaced toAvro(OrderEvent.OrderPlaced placed) {
    return new OrderPlaced(
        placed.customerId(),
        Each.of(
            placed.lines(),
            l ->
                new orders.contract.order.event.OrderLine(
                    l.sku(), l.quantity(), l.unitPriceMinor())),
        placed.currency(),
        placed.totalMinor(),
        toAvro(placed.contact()),
        placed.paymentToken(),
        placed.placedAt());
  }

  private static OrderEvent fromAvro(OrderPlaced placed) {
    return new OrderEvent.OrderPlaced(
        placed.getCustomerId(),
        Each.of(
            placed.getLines(),
            l -> new OrderLine(l.getSku(), l.getQuantity(), l.getUnitPriceMinor())),
        placed.getCurrency(),
        placed.getTotalMinor(),
        fromAvro(placed.getContact()),
        placed.getPaymentToken(),
        placed.getPlacedAt());
  }

  private static orders.contract.order.event.Contact toAvro(Contact c) {
    return new orders.contract.order.event.Contact(c.name(), c.email(), c.address());
  }

  private static Contact fromAvro(orders.contract.order.event.Contact c) {
    return new Contact(c.getName(), c.getEmail(), c.getAddress());
  }

  private static List<orders.contract.order.event.Item> items(List<Item> items) {
    return Each.of(items, i -> new orders.contract.order.event.Item(i.sku(), i.quantity()));
  }

  private static List<Item> fromAvro(List<orders.contract.order.event.Item> items) {
    return Each.of(items, i -> new Item(i.getSku(), i.getQuantity()));
  }

  private static orders.contract.order.event.RejectionReason toAvro(RejectionReason reason) {
    return switch (reason) {
      case RejectionReason.OutOfStock(String sku, int available) ->
          new orders.contract.order.event.RejectionReason(
              RejectionKind.OUT_OF_STOCK, sku, available, null);
      case RejectionReason.PaymentDeclined(String code) ->
          new orders.contract.order.event.RejectionReason(
              RejectionKind.PAYMENT_DECLINED, null, null, code);
    };
  }

  private static RejectionReason fromAvro(orders.contract.order.event.RejectionReason reason) {
    return switch (reason.getKind()) {
      case OUT_OF_STOCK ->
          new RejectionReason.OutOfStock(
              Objects.requireNonNull(reason.getSku(), "sku"),
              Objects.requireNonNull(reason.getAvailable(), "available"));
      case PAYMENT_DECLINED ->
          new RejectionReason.PaymentDeclined(Objects.requireNonNull(reason.getCode(), "code"));
      case UNRECOGNISED -> throw unrecognised("RejectionReason.kind");
    };
  }

  private static orders.contract.order.event.CancellationReason toAvro(CancellationReason reason) {
    return switch (reason) {
      case CancellationReason.ByClient(String note) ->
          new orders.contract.order.event.CancellationReason(CancellationKind.BY_CLIENT, note);
      case CancellationReason.TimedOut() ->
          new orders.contract.order.event.CancellationReason(CancellationKind.TIMED_OUT, null);
    };
  }

  private static CancellationReason fromAvro(
      orders.contract.order.event.CancellationReason reason) {
    return switch (reason.getKind()) {
      case BY_CLIENT -> new CancellationReason.ByClient(reason.getNote());
      case TIMED_OUT -> new CancellationReason.TimedOut();
      case UNRECOGNISED -> throw unrecognised("CancellationReason.kind");
    };
  }
}
