package orders.local.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import orders.local.sandbox.Payment.Status;

/// The provider's own book: what it holds, took and paid back. Every change is written down before
/// it counts.
public final class Ledger {

  private final Map<String, Payment> payments = new HashMap<>();
  private final Consumer<Payment> log;

  /// @param log keeps each changed payment
  public Ledger(List<Payment> known, Consumer<Payment> log) {
    known.forEach(payment -> payments.put(payment.id(), payment));
    this.log = log;
  }

  /// What the provider has of one currency, in minor units.
  ///
  /// @param heldMinor authorised, neither captured nor voided
  /// @param payments how many were captured
  public record Totals(long heldMinor, long capturedMinor, long refundedMinor, long payments) {

    static final Totals NOTHING = new Totals(0, 0, 0, 0);

    Totals plus(Payment p) {
      boolean captured = p.status() == Status.CAPTURED;
      return new Totals(
          heldMinor + (p.status() == Status.AUTHORISED ? p.amountMinor() : 0),
          capturedMinor + p.capturedMinor(),
          refundedMinor + p.refundedMinor(),
          payments + (captured ? 1 : 0));
    }
  }

  /// Thrown when the ledger does not allow it.
  public static final class Refused extends RuntimeException {
    Refused(String why) {
      super(why);
    }
  }

  /// Opens a payment, as decided; a known one stays as it is.
  public synchronized Payment authorise(Payment wanted) {
    Payment known = payments.get(wanted.id());
    if (known == null) {
      return keep(wanted);
    }
    boolean same =
        known.orderId().equals(wanted.orderId())
            && known.amountMinor() == wanted.amountMinor()
            && known.currency().equals(wanted.currency());
    if (!same && known.status() != Status.VOIDED) {
      throw new Refused("the payment is for something else");
    }
    return known;
  }

  /// Decides a pending payment; a voided one stays voided.
  public synchronized Optional<Payment> approve(String id) {
    Payment known = payments.get(id);
    return known != null && known.status() == Status.PENDING
        ? Optional.of(keep(known.with(Status.AUTHORISED)))
        : Optional.ofNullable(known);
  }

  public synchronized Payment capture(String id, long amountMinor) {
    Payment known = known(id);
    if (known.status() == Status.CAPTURED && known.capturedMinor() == amountMinor) {
      return known;
    }
    if (known.status() != Status.AUTHORISED || amountMinor > known.amountMinor()) {
      throw new Refused("a payment that is " + known.status() + " cannot be captured so");
    }
    return keep(known.captured(amountMinor));
  }

  /// One that is not known is voided in advance.
  public synchronized Payment cancel(String id, String orderId) {
    Payment known = payments.get(id);
    if (known == null) {
      return keep(new Payment(id, orderId, Status.VOIDED, "", 0, "", 0, 0, Map.of()));
    }
    return switch (known.status()) {
      case PENDING, AUTHORISED -> keep(known.with(Status.VOIDED));
      case VOIDED, DECLINED -> known;
      case CAPTURED -> throw new Refused("a captured payment cannot be voided");
    };
  }

  public synchronized Payment refund(String id, String refundId, long amountMinor) {
    Payment known = known(id);
    Long before = known.refunds().get(refundId);
    if (before != null) {
      if (before != amountMinor) {
        throw new Refused("the refund is for another amount");
      }
      return known;
    }
    if (known.capturedMinor() - known.refundedMinor() < amountMinor || amountMinor < 1) {
      throw new Refused("more than was captured");
    }
    return keep(known.refunded(refundId, amountMinor));
  }

  public synchronized Optional<Payment> find(String id) {
    return Optional.ofNullable(payments.get(id));
  }

  public synchronized List<String> pending() {
    return payments.values().stream()
        .filter(payment -> payment.status() == Status.PENDING)
        .map(Payment::id)
        .toList();
  }

  public synchronized List<Payment> all() {
    return List.copyOf(payments.values());
  }

  /// By currency.
  public synchronized Map<String, Totals> totals() {
    Map<String, Totals> totals = new TreeMap<>();
    for (Payment payment : payments.values()) {
      if (!payment.currency().isEmpty()) {
        totals.merge(
            payment.currency(), Totals.NOTHING.plus(payment), (sum, _) -> sum.plus(payment));
      }
    }
    return totals;
  }

  private Payment known(String id) {
    return find(id).orElseThrow(Missing::new);
  }

  /// Thrown for a payment that is not known.
  public static final class Missing extends RuntimeException {}

  private Payment keep(Payment payment) {
    log.accept(payment);
    payments.put(payment.id(), payment);
    return payment;
  }
}
