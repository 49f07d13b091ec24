package orders.torture.check.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.contract.Topic;
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

  /// What comes from outside: a worker and a callback may tell the same.
  private static final List<String> TOLD =
      List.of(Topics.PAYMENTS_RESULTS, Topics.SHIPPING_RESULTS);

  private static final String DEAD = ".dlq";

  @Override
  public String name() {
    return "effects-once";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<Thing, Integer> times = new HashMap<>();
    Map<Thing, Message> derived = new HashMap<>();
    for (Message message : dossier.facts().messages()) {
      var thing = new Thing(message.topic(), message.id());
      times.merge(thing, 1, Integer::sum);
      if (ONCE.contains(message.topic()) && !message.cause().isEmpty()) {
        derived.put(thing, message);
      }
    }
    derived.forEach(
        (thing, message) -> {
          int many = times.getOrDefault(thing, 0);
          if (many > allowed(message, times)) {
            findings.broken(
                message.key(), "once what follows from its cause", many + ": " + message);
          }
        });
    findings.count("effects", derived.size());
  }

  /// Whether what stands in that topic allows what follows from it to be there once more.
  public static boolean allowsMore(Topic topic) {
    return TOLD.contains(topic.name()) || topic.deadLettersOf().isPresent();
  }

  /// What the outside world told twice, under one id, is passed on twice.
  private static int allowed(Message message, Map<Thing, Integer> times) {
    int told =
        TOLD.stream()
            .mapToInt(topic -> times.getOrDefault(new Thing(topic, message.cause()), 0))
            .sum();
    int putBack = times.getOrDefault(new Thing(message.topic() + DEAD, message.id()), 0);
    return Math.max(1, told) + putBack;
  }

  private record Thing(String topic, String id) {}
}
