package orders.aggregate.order;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An order in one of its life stages; each holds only what that stage has.
///
/// `Placed → Reserved → Paid → Shipped → Delivered → (Returned)`, and the endings `Rejected` and
/// `Cancelled`. Whom it goes to is known until it is paid, and goes out with the parcel's job then.
public sealed interface Order {

  /// No event yet.
  record Unknown() implements Order {}

  /// @param reserved the SKUs that stock holds already
  /// @param contact whom it goes to; empty in a state that was kept before that was known here
  record Placed(Details details, Set<String> reserved, Optional<Contact> contact) implements Order {
    public Placed {
      reserved = Set.copyOf(reserved);
    }
  }

  record Reserved(Details details, Optional<Contact> contact) implements Order {}

  record Paid(Details details, String paymentId) implements Order {}

  record Shipped(Details details, String paymentId, String carrier, String tracking)
      implements Order {}

  record Delivered(Details details, String paymentId) implements Order {}

  record Rejected(Amount amount) implements Order {}

  record Cancelled(Amount amount) implements Order {}

  record Returned(Amount amount) implements Order {}

  /// What was ordered, as far as decisions need it.
  record Details(List<OrderLine> lines, String currency, String paymentToken) {
    public Details {
      lines = List.copyOf(lines);
    }

    public long totalMinor() {
      return lines.stream().mapToLong(OrderLine::amountMinor).sum();
    }

    public Amount amount() {
      return new Amount(totalMinor(), currency);
    }

    Optional<OrderLine> line(String sku) {
      return lines.stream().filter(line -> line.sku().equals(sku)).findFirst();
    }

    List<Item> items() {
      return lines.stream().map(OrderLine::item).toList();
    }
  }

  /// What an ended order was worth, for a payment that comes too late.
  record Amount(long minor, String currency) {}
}
