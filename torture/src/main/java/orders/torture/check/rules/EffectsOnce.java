package orders.torture.check.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.contract.Topics;

/// What follows from an event is asked for once, whoever died on the way and whatever was folded
/// again; a dead letter that was put back is there once more.
public final class EffectsOnce implements Rule {

  /// Where a transaction writes what it derives.
  private static final Set<String> ONCE =
      Set.of(
          Topics.ORDERS_COMMANDS,
          Topics.STOCK_COMMANDS,
          Topics.PAYMENTS_REQUESTS,
          Topics.SHIPPING_JOBS,
          Topics.ORDERS_NOTICES);

  @Override
  public String name() {
    return "effects-once";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<List<String>, Integer> times = new HashMap<>();
    Map<List<String>, Integer> letters = new HashMap<>();
    for (Message message : dossier.facts().messages()) {
      if (ONCE.contains(message.topic()) && !message.cause().isEmpty()) {
        times.merge(List.of(message.topic(), message.id()), 1, Integer::sum);
      } else {
        letters.merge(List.of(message.topic(), message.id()), 1, Integer::sum);
      }
    }
    times.forEach(
        (thing, many) -> {
          List<String> letter = List.of(thing.getFirst() + ".dlq", thing.getLast());
          int allowed = 1 + letters.getOrDefault(letter, 0);
          if (many > allowed) {
            findings.broken(thing.getLast(), "once in " + thing.getFirst(), many + " times");
          }
        });
    findings.count("effects", times.size());
  }
}
