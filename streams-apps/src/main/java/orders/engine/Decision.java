package orders.engine;

import java.util.List;

/// What an aggregate decides on a command.
///
/// @param <E> the aggregate's event type
public sealed interface Decision<E> {

  /// The events to append; none when the fact was known already.
  record Accepted<E>(List<E> events) implements Decision<E> {}

  /// The state refuses the command; the client is told why and what it may do instead.
  record Refused<E>(String code, String detail, List<String> allowed) implements Decision<E> {}

  /// No history allows the command; it is dead-lettered and the partition goes on.
  record Impossible<E>(String why) implements Decision<E> {}
}
