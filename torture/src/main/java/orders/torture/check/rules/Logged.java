package orders.torture.check.rules;

import orders.projection.Recorded;

/// An event as it was read from its topic, with what its envelope says.
///
/// @param count how many events its partition holds with it: what consistency tokens count
/// @param command the id of the command that caused it
/// @param <E> events
public record Logged<E>(Recorded<E> event, long count, String command) {

  String aggregate() {
    return event.aggregateId();
  }

  long version() {
    return event.version();
  }

  @Override
  public String toString() {
    return "%s v%d (%s-%s) of command %s"
        .formatted(
            event.event().getClass().getSimpleName(),
            event.version(),
            event.partition(),
            event.offset(),
            command);
  }
}
