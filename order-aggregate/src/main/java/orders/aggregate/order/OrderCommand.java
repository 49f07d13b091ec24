package orders.aggregate.order;

import java.util.List;

/// What may be asked of an order. Its id is the record's key and stands in the envelope.
public sealed interface OrderCommand {

  /// A client wants these lines. Prices are the gateway's, never the client's.
  ///
  /// @param paymentToken what the payment provider gave the client's browser
  record PlaceOrder(
      String customerId,
      List<OrderLine> lines,
      String currency,
      Contact contact,
      String paymentToken)
      implements OrderCommand {
    public PlaceOrder {
      lines = List.copyOf(lines);
    }
  }

  /// The stock of a line is held.
  record RecordReservation(String sku) implements OrderCommand {}

  /// The stock of a line is not there.
  record RecordShortage(String sku, int available) implements OrderCommand {}

  /// The provider authorised the payment.
  record RecordAuthorisation(String paymentId) implements OrderCommand {}

  /// The provider declined the payment.
  ///
  /// @param code the provider's word for why
  record RecordDecline(String paymentId, String code) implements OrderCommand {}

  /// The carrier took the parcel.
  ///
  /// @param attempts how often it was offered to the carrier, from 1; 0 when nobody counted
  record RecordShipment(String carrier, String tracking, int attempts) implements OrderCommand {}

  /// The carrier handed the parcel over. It may say so before its answer to the shipment has come
  /// through, and says what is needed of that, too.
  ///
  /// @param carrier empty when a teller from before that did not say
  /// @param tracking likewise
  record RecordDelivery(String carrier, String tracking) implements OrderCommand {}

  /// A client or an operator no longer wants the order.
  ///
  /// @param reason free text, at most 200 characters, may be empty
  record CancelOrder(String reason) implements OrderCommand {}

  /// A client sends goods back.
  ///
  /// @param items what comes back; empty for everything
  record ReturnOrder(List<Item> items) implements OrderCommand {
    public ReturnOrder {
      items = List.copyOf(items);
    }
  }

  /// A reservation or a payment took too long.
  record ExpireOrder() implements OrderCommand {}
}
