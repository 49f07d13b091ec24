package orders.torture.check.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import orders.aggregate.order.OrderLimits;
import orders.contract.Topics;
import orders.policy.Ids;

/// Everything that happened was asked for: by a client, or by something that happened before.
public final class NoPhantom implements Rule {

  /// What only a policy or an alarm writes; the rest of the commands are clients'.
  private static final Set<String> DERIVED =
      Set.of(
          Topics.ORDERS_COMMANDS,
          Topics.STOCK_COMMANDS,
          Topics.PAYMENTS_REQUESTS,
          Topics.SHIPPING_JOBS);

  @Override
  public String name() {
    return "no-phantom";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<String, Message> derived = new HashMap<>();
    dossier.facts().messages().stream()
        .filter(message -> DERIVED.contains(message.topic()) && !message.cause().isEmpty())
        .forEach(
            message -> {
              derived.put(message.id(), message);
              follows(dossier, message, findings);
            });
    Stream.concat(dossier.facts().orders().stream(), dossier.facts().stock().stream())
        .filter(event -> !dossier.attempts().containsKey(event.command()))
        .filter(event -> !derived.containsKey(event.command()))
        .forEach(
            event ->
                findings.broken(
                    event.aggregate(), "a command that somebody sent", event.toString()));
  }

  private static void follows(Dossier dossier, Message message, Findings findings) {
    if (!dossier.ids().contains(message.cause())) {
      findings.broken(message.key(), "a cause that is in the log", message.toString());
    } else if (!isDerived(message)) {
      findings.broken(message.key(), "an id that follows from its cause", message.toString());
    }
  }

  private static boolean isDerived(Message message) {
    UUID cause = UUID.fromString(message.cause());
    for (int i = 0; i < OrderLimits.LINES_MAX; i++) {
      if (Ids.derived(cause, i).toString().equals(message.id())) {
        return true;
      }
    }
    return Ids.derived(cause, "alarm").toString().equals(message.id());
  }
}
