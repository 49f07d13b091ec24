package orders.codec;

import java.util.List;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Item;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.contract.order.command.CancelOrder;
import orders.contract.order.command.ExpireOrder;
import orders.contract.order.command.PlaceOrder;
import orders.contract.order.command.RecordAuthorisation;
import orders.contract.order.command.RecordDecline;
import orders.contract.order.command.RecordDelivery;
import orders.contract.order.command.RecordReservation;
import orders.contract.order.command.RecordShipment;
import orders.contract.order.command.RecordShortage;
import orders.contract.order.command.ReturnOrder;
import org.apache.avro.specific.SpecificRecord;

/// Commands to orders.
public final class OrderCommandCodec extends AvroCodec<OrderCommand> {

  public OrderCommandCodec(Wire wire) {
    super(wire);
  }

  @Override
  SpecificRecord toAvro(OrderCommand command) {
    return switch (command) {
      case OrderCommand.PlaceOrder place -> toAvro(place);
      case OrderCommand.RecordReservation(String sku) -> new RecordReservation(sku);
      case OrderCommand.RecordShortage(String sku, int available) ->
          new RecordShortage(sku, available);
      case OrderCommand.RecordAuthorisation(String paymentId) -> new RecordAuthorisation(paymentId);
      case OrderCommand.RecordDecline(String paymentId, String code) ->
          new RecordDecline(paymentId, code);
      case OrderCommand.RecordShipment(String carrier, String tracking, int attempts) ->
          new RecordShipment(carrier, tracking, attempts);
      case OrderCommand.RecordDelivery(String carrier, String tracking) ->
          new RecordDelivery(carrier, tracking);
      case OrderCommand.CancelOrder(String reason) -> new CancelOrder(reason);
      case OrderCommand.ReturnOrder(List<Item> items) ->
          new ReturnOrder(
              Each.of(items, i -> new orders.contract.order.command.Item(i.sku(), i.quantity())));
      case OrderCommand.ExpireOrder() -> new ExpireOrder();
    };
  }

  @Override
  OrderCommand fromAvro(SpecificRecord record) {
    return switch (record) {
      case PlaceOrder place -> fromAvro(place);
      case RecordReservation r -> new OrderCommand.RecordReservation(r.getSku());
      case RecordShortage r -> new OrderCommand.RecordShortage(r.getSku(), r.getAvailable());
      case RecordAuthorisation r -> new OrderCommand.RecordAuthorisation(r.getPaymentId());
      case RecordDecline r -> new OrderCommand.RecordDecline(r.getPaymentId(), r.getCode());
      case RecordShipment r ->
          new OrderCommand.RecordShipment(r.getCarrier(), r.getTracking(), r.getAttempts());
      case RecordDelivery r -> new OrderCommand.RecordDelivery(r.getCarrier(), r.getTracking());
      case CancelOrder r -> new OrderCommand.CancelOrder(r.getReason());
      case ReturnOrder r ->
          new OrderCommand.ReturnOrder(
              Each.of(r.getItems(), i -> new Item(i.getSku(), i.getQuantity())));
      case ExpireOrder _ -> new OrderCommand.ExpireOrder();
      default -> throw unexpected(record, "command to an order");
    };
  }

  private static PlaceOrder toAvro(OrderCommand.PlaceOrder place) {
    return new PlaceOrder(
        place.customerId(),
        Each.of(
            place.lines(),
            l ->
                new orders.contract.order.command.OrderLine(
                    l.sku(), l.quantity(), l.unitPriceMinor())),
        place.currency(),
        new orders.contract.order.command.Contact(
            place.contact().name(), place.contact().email(), place.contact().address()),
        place.paymentToken());
  }

  private static OrderCommand fromAvro(PlaceOrder place) {
    return new OrderCommand.PlaceOrder(
        place.getCustomerId(),
        Each.of(
            place.getLines(),
            l -> new OrderLine(l.getSku(), l.getQuantity(), l.getUnitPriceMinor())),
        place.getCurrency(),
        new Contact(
            place.getContact().getName(),
            place.getContact().getEmail(),
            place.getContact().getAddress()),
        place.getPaymentToken());
  }
}
