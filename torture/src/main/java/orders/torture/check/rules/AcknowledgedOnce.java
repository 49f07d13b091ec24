package orders.torture.check.rules;

import java.util.List;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Result;

/// What a client was told is done is in the log, once, as the client was told.
public final class AcknowledgedOnce implements Rule {

  @Override
  public String name() {
    return "acknowledged-once";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    dossier.asked().stream().filter(Attempts::acknowledged).forEach(a -> one(dossier, a, findings));
  }

  private static void one(Dossier dossier, Attempts asked, Findings findings) {
    List<Logged<?>> events = dossier.caused(asked.command());
    findings.count("commands.acknowledged", 1);
    if (events.size() != 1) {
      findings.broken(asked.toString(), "one event", events.size() + ": " + events);
      return;
    }
    Logged<?> event = events.getFirst();
    if (!event.aggregate().equals(asked.subject())) {
      findings.broken(asked.toString(), "an event of " + asked.subject(), event.toString());
    }
    asked
        .with(Result.OK)
        .mapToLong(Operation::version)
        .filter(version -> version != event.version())
        .forEach(
            version ->
                findings.broken(
                    asked.toString(), "version " + version + ", as answered", event.toString()));
  }
}
