package orders.codec;

import java.util.Optional;
import orders.contract.row.OrderStatus;
import orders.engine.Codec;
import orders.projection.orders.OrderSummary;
import orders.projection.orders.SummaryLine;

/// Rows of orders.
public final class OrderRowCodecs {

  private OrderRowCodecs() {}

  public static Codec<OrderSummary> summaries(Wire wire) {
    return RowCodecs.of(
        wire,
        orders.contract.row.OrderSummary.class,
        "order summary",
        OrderRowCodecs::toAvro,
        OrderRowCodecs::fromAvro);
  }

  private static orders.contract.row.OrderSummary toAvro(OrderSummary s) {
    return new orders.contract.row.OrderSummary(
        s.orderId(),
        s.customerId(),
        OrderStatus.valueOf(s.status().name()),
        Each.of(
            s.lines(),
            l ->
                new orders.contract.row.SummaryLine(
                    l.sku(), l.quantity(), l.unitPriceMinor(), l.reserved())),
        s.currency(),
        s.totalMinor(),
        s.refundedMinor(),
        s.reason().isEmpty() ? null : s.reason(),
        s.carrier().orElse(null),
        s.tracking().orElse(null),
        s.placedAt(),
        s.updatedAt(),
        s.eventOffsets(),
        RowCodecs.toAvro(s.origin()));
  }

  private static OrderSummary fromAvro(orders.contract.row.OrderSummary s) {
    return new OrderSummary(
        s.getOrderId(),
        s.getCustomerId(),
        status(s.getStatus()),
        Each.of(
            s.getLines(),
            l ->
                new SummaryLine(
                    l.getSku(), l.getQuantity(), l.getUnitPriceMinor(), l.getReserved())),
        s.getCurrency(),
        s.getTotalMinor(),
        s.getRefundedMinor(),
        RowCodecs.orEmpty(s.getReason()),
        Optional.ofNullable(s.getCarrier()),
        Optional.ofNullable(s.getTracking()),
        s.getPlacedAt(),
        s.getUpdatedAt(),
        s.getEventOffsets(),
        RowCodecs.fromAvro(s.getOrigin()));
  }

  private static orders.projection.orders.OrderStatus status(OrderStatus status) {
    if (status == OrderStatus.UNRECOGNISED) {
      throw AvroCodec.unrecognised("OrderSummary.status");
    }
    return orders.projection.orders.OrderStatus.valueOf(status.name());
  }
}
