package orders.policy;

import java.util.List;
import orders.projection.Recorded;

/// What an event of one aggregate asks of another. Stateless: detailed events say all it needs.
///
/// @param <E> events of the one
/// @param <C> commands for the other
public interface Policy<E, C> {

  /// The commands, in a fixed order: the host derives the id of each from its place.
  List<Addressed<C>> react(Recorded<E> event);
}
