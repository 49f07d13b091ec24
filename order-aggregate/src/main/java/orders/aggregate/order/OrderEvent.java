package orders.aggregate.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened to an order. Detailed: a consumer needs no further question.
public sealed interface OrderEvent {

  /// @param totalMinor sum of the lines in minor units
  record OrderPlaced(
      String customerId,
      List<OrderLine> lines,
      String currency,
      long totalMinor,
      Contact contact,
      String paymentToken,
      Instant placedAt)
      implements OrderEvent {
    public OrderPlaced {
      lines = List.copyOf(lines);
    }
  }

  record LineReserved(String sku, int quantity) implements OrderEvent {}

  /// Every line is held; the payment may be asked for.
  record OrderReserved(long totalMinor, String currency, String paymentToken)
      implements OrderEvent {}

  /// @param lines everything that stock may hold for the order
  /// @param paymentId the payment that was declined
  record OrderRejected(RejectionReason reason, List<Item> lines, Optional<String> paymentId)
      implements OrderEvent {
    public OrderRejected {
      lines = List.copyOf(lines);
    }
  }

  /// The order can leave: what goes out, and to whom.
  ///
  /// @param lines what the parcel holds; empty in an event from before it said so
  /// @param contact whom it goes to; empty in an event from before it said so
  record PaymentAuthorised(
      String paymentId,
      long amountMinor,
      String currency,
      List<Item> lines,
      Optional<Contact> contact)
      implements OrderEvent {
    public PaymentAuthorised {
      lines = List.copyOf(lines);
    }
  }

  /// The provider authorised a payment for an order that had ended; it must be voided.
  record PaymentOrphaned(String paymentId, long amountMinor, String currency)
      implements OrderEvent {}

  /// @param attempts how often the parcel was offered to the carrier; 0 when nobody counted
  record OrderShipped(
      String carrier,
      String tracking,
      List<Item> lines,
      String paymentId,
      long amountMinor,
      String currency,
      int attempts)
      implements OrderEvent {
    public OrderShipped {
      lines = List.copyOf(lines);
    }
  }

  /// The carrier took the parcel of an order that had ended; it must be called back.
  record ShipmentOrphaned(String carrier, String tracking) implements OrderEvent {}

  record OrderDelivered() implements OrderEvent {}

  /// @param lines everything that stock may hold for the order
  /// @param paymentRequested whether the payment was asked for, so that it must be voided
  record OrderCancelled(
      CancellationReason reason,
      List<Item> lines,
      boolean paymentRequested,
      Optional<String> paymentId)
      implements OrderEvent {
    public OrderCancelled {
      lines = List.copyOf(lines);
    }
  }

  /// @param lines what comes back
  /// @param refundMinor what the client gets back, in minor units
  record OrderReturned(List<Item> lines, long refundMinor, String currency, String paymentId)
      implements OrderEvent {
    public OrderReturned {
      lines = List.copyOf(lines);
    }
  }
}
