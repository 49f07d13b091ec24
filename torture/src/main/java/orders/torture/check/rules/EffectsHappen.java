package orders.torture.check.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.local.sandbox.Parcel;
import orders.local.sandbox.Payment;

/// What follows from an event was asked for, and was done outside: whoever was sent off was paid
/// for, once, and has a parcel.
public final class EffectsHappen implements Rule {

  @Override
  public String name() {
    return "effects-happen";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Set<Effects.Due> written = Effects.written(dossier.facts().messages());
    Effects.each(
        dossier.facts(),
        (event, due) -> {
          findings.count("effects.due." + due.topic(), 1);
          if (!written.contains(due)) {
            findings.broken(event.aggregate(), due.toString(), "nothing, after " + event);
          }
        });
    outside(dossier.facts(), findings);
  }

  private static void outside(Facts facts, Findings findings) {
    Map<String, OrderShipped> shipped = new HashMap<>();
    for (Logged<OrderEvent> logged : facts.orders()) {
      if (logged.event().event() instanceof OrderShipped left) {
        shipped.put(logged.aggregate(), left);
      }
    }
    Map<String, Integer> captures = new HashMap<>();
    for (Payment payment : facts.payments()) {
      if (payment.status() == Payment.Status.CAPTURED) {
        captures.merge(payment.orderId(), 1, Integer::sum);
        taken(payment, shipped.get(payment.orderId()), findings);
      }
    }
    Set<String> parcels = left(facts.parcels());
    for (String order : shipped.keySet()) {
      int many = captures.getOrDefault(order, 0);
      if (many != 1) {
        findings.broken(order, "one captured payment at the provider", many + " of them");
      }
      if (!parcels.contains(order)) {
        findings.broken(order, "a parcel at the carrier", "none");
      }
    }
    findings.count("orders.shipped", shipped.size());
  }

  private static void taken(
      Payment payment, @org.jspecify.annotations.Nullable OrderShipped left, Findings findings) {
    if (left == null || left.amountMinor() != payment.capturedMinor()) {
      findings.broken(
          payment.orderId(),
          "the provider to take what was sent off: " + left,
          payment.capturedMinor() + " " + payment.currency());
    }
  }

  private static Set<String> left(List<Parcel> parcels) {
    return parcels.stream()
        .filter(parcel -> parcel.status() != Parcel.Status.RECALLED)
        .map(Parcel::orderId)
        .collect(java.util.stream.Collectors.toSet());
  }
}
