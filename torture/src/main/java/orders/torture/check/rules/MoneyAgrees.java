package orders.torture.check.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.order.OrderEvent.OrderReturned;
import orders.aggregate.order.OrderEvent.OrderShipped;
import orders.local.sandbox.Ledger.Totals;

/// The provider took what was sent off, once an order, paid back what came back, and holds nothing
/// any more.
public final class MoneyAgrees implements Rule {

  @Override
  public String name() {
    return "money-agrees";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<String, Totals> events = new TreeMap<>();
    Map<String, Integer> captures = new HashMap<>();
    for (Map.Entry<String, List<Logged<OrderEvent>>> order : dossier.orders().entrySet()) {
      for (Logged<OrderEvent> logged : order.getValue()) {
        if (logged.event().event() instanceof OrderShipped shipped) {
          captures.merge(order.getKey(), 1, Integer::sum);
          var sold = new Totals(0, shipped.amountMinor(), 0, 1);
          events.merge(shipped.currency(), sold, MoneyAgrees::plus);
        }
        if (logged.event().event() instanceof OrderReturned returned) {
          var back = new Totals(0, 0, returned.refundMinor(), 0);
          events.merge(returned.currency(), back, MoneyAgrees::plus);
        }
      }
    }
    compare(events, dossier.facts().ledger(), findings);
    captures.forEach(
        (id, many) -> {
          if (many > 1) {
            findings.broken(id, "one capture", many + " captures");
          }
        });
  }

  private static void compare(
      Map<String, Totals> events, Map<String, Totals> ledger, Findings findings) {
    var nothing = new Totals(0, 0, 0, 0);
    Set<String> currencies = new HashSet<>(events.keySet());
    currencies.addAll(ledger.keySet());
    for (String currency : currencies) {
      Totals wanted = events.getOrDefault(currency, nothing);
      Totals booked = ledger.getOrDefault(currency, nothing);
      findings.count("captured.minor." + currency, wanted.capturedMinor());
      findings.count("refunded.minor." + currency, wanted.refundedMinor());
      if (!wanted.equals(booked)) {
        findings.broken("the ledger in " + currency, wanted.toString(), booked.toString());
      }
    }
  }

  private static Totals plus(Totals left, Totals right) {
    return new Totals(
        left.heldMinor() + right.heldMinor(),
        left.capturedMinor() + right.capturedMinor(),
        left.refundedMinor() + right.refundedMinor(),
        left.payments() + right.payments());
  }
}
