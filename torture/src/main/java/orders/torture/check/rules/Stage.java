package orders.torture.check.rules;

import java.util.Set;

/// A stage of an order as clients see it, and the stages that it may come to by itself.
enum Stage {
  UNKNOWN,
  PLACED,
  RESERVED,
  PAID,
  SHIPPED,
  DELIVERED,
  RETURNED,
  REJECTED,
  CANCELLED;

  /// By a step of the order's own: its stock, its payment, its parcel, its time.
  Set<Stage> next() {
    return switch (this) {
      case PLACED -> Set.of(RESERVED, REJECTED, CANCELLED);
      case RESERVED -> Set.of(PAID, REJECTED, CANCELLED);
      case PAID -> Set.of(SHIPPED);
      case SHIPPED -> Set.of(DELIVERED);
      case UNKNOWN, DELIVERED, RETURNED, REJECTED, CANCELLED -> Set.of();
    };
  }

  boolean cancellable() {
    return switch (this) {
      case PLACED, RESERVED, PAID -> true;
      case UNKNOWN, SHIPPED, DELIVERED, RETURNED, REJECTED, CANCELLED -> false;
    };
  }
}
