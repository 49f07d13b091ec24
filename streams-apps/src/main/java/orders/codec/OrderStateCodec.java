package orders.codec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.Contact;
import orders.aggregate.order.Order;
import orders.aggregate.order.Order.Amount;
import orders.aggregate.order.Order.Details;
import orders.aggregate.order.OrderLine;
import orders.contract.state.OrderStage;
import orders.contract.state.OrderState;
import orders.engine.Entry;
import orders.engine.Remembered;
import org.apache.avro.specific.SpecificRecord;

/// Orders as their store keeps them.
public final class OrderStateCodec extends AvroCodec<Entry<Order>> {

  public OrderStateCodec(Wire wire) {
    super(wire);
  }

  @Override
  public String type(Entry<Order> entry) {
    return "OrderState";
  }

  @Override
  SpecificRecord toAvro(Entry<Order> entry) {
    var state = blank();
    state.setVersion(entry.version());
    state.setRecent(RecentCodec.toAvro(entry.recent()));
    if (!entry.recent().isEmpty()) {
      state.setAggregateId(entry.recent().getFirst().outcome().aggregateId());
      state.setPartition(entry.recent().getFirst().outcome().partition());
    }
    fill(state, entry.state());
    return state.build();
  }

  /// With every field set: the builder copies the default of a field that is not, which costs more
  /// than the rest.
  private static OrderState.Builder blank() {
    return OrderState.newBuilder()
        .setAggregateId("")
        .setPartition(0)
        .setLines(null)
        .setCurrency(null)
        .setContact(null)
        .setPaymentToken(null)
        .setReservedSkus(null)
        .setPaymentId(null)
        .setCarrier(null)
        .setTracking(null)
        .setAmountMinor(null);
  }

  private static void fill(OrderState.Builder to, Order order) {
    switch (order) {
      case Order.Unknown() -> to.setStage(OrderStage.UNKNOWN);
      case Order.Placed(Details details, Set<String> reserved, Optional<Contact> contact) -> {
        fill(to, OrderStage.PLACED, details);
        to.setContact(contact.map(OrderStateCodec::toAvro).orElse(null));
        to.setReservedSkus(reserved.stream().sorted().toList());
      }
      case Order.Reserved(Details details, Optional<Contact> contact) -> {
        fill(to, OrderStage.RESERVED, details);
        to.setContact(contact.map(OrderStateCodec::toAvro).orElse(null));
      }
      case Order.Paid(Details details, String paymentId) -> {
        fill(to, OrderStage.PAID, details);
        to.setPaymentId(paymentId);
      }
      case Order.Shipped(Details details, String paymentId, String carrier, String tracking) -> {
        fill(to, OrderStage.SHIPPED, details);
        to.setPaymentId(paymentId);
        to.setCarrier(carrier);
        to.setTracking(tracking);
      }
      case Order.Delivered(Details details, String paymentId) -> {
        fill(to, OrderStage.DELIVERED, details);
        to.setPaymentId(paymentId);
      }
      case Order.Rejected(Amount amount) -> fill(to, OrderStage.REJECTED, amount);
      case Order.Cancelled(Amount amount) -> fill(to, OrderStage.CANCELLED, amount);
      case Order.Returned(Amount amount) -> fill(to, OrderStage.RETURNED, amount);
    }
  }

  private static void fill(OrderState.Builder to, OrderStage stage, Details details) {
    to.setStage(stage);
    to.setLines(
        Each.of(
            details.lines(),
            l -> new orders.contract.state.OrderLine(l.sku(), l.quantity(), l.unitPriceMinor())));
    to.setCurrency(details.currency());
    to.setPaymentToken(details.paymentToken());
  }

  private static void fill(OrderState.Builder to, OrderStage stage, Amount amount) {
    to.setStage(stage);
    to.setAmountMinor(amount.minor());
    to.setCurrency(amount.currency());
  }

  @Override
  Entry<Order> fromAvro(SpecificRecord record) {
    if (!(record instanceof OrderState state)) {
      throw unexpected(record, "state of an order");
    }
    List<Remembered> recent =
        RecentCodec.fromAvro(state.getRecent(), state.getAggregateId(), state.getPartition());
    return new Entry<>(state.getVersion(), recent, order(state));
  }

  private static Order order(OrderState state) {
    return switch (state.getStage()) {
      case UNKNOWN -> new Order.Unknown();
      case PLACED ->
          new Order.Placed(details(state), Set.copyOf(state.getReservedSkus()), contact(state));
      case RESERVED -> new Order.Reserved(details(state), contact(state));
      case PAID -> new Order.Paid(details(state), state.getPaymentId());
      case SHIPPED ->
          new Order.Shipped(
              details(state), state.getPaymentId(), state.getCarrier(), state.getTracking());
      case DELIVERED -> new Order.Delivered(details(state), state.getPaymentId());
      case REJECTED -> new Order.Rejected(amount(state));
      case CANCELLED -> new Order.Cancelled(amount(state));
      case RETURNED -> new Order.Returned(amount(state));
      case UNRECOGNISED -> throw unrecognised("OrderState.stage");
    };
  }

  private static orders.contract.state.Contact toAvro(Contact c) {
    return new orders.contract.state.Contact(c.name(), c.email(), c.address());
  }

  private static Optional<Contact> contact(OrderState state) {
    return Optional.ofNullable(state.getContact())
        .map(c -> new Contact(c.getName(), c.getEmail(), c.getAddress()));
  }

  private static Details details(OrderState state) {
    return new Details(
        Each.of(
            state.getLines(),
            l -> new OrderLine(l.getSku(), l.getQuantity(), l.getUnitPriceMinor())),
        state.getCurrency(),
        state.getPaymentToken());
  }

  private static Amount amount(OrderState state) {
    return new Amount(state.getAmountMinor(), state.getCurrency());
  }
}
