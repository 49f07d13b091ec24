package orders.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.projection.Recorded;

/// Looks into one event topic: at single offsets, and along it.
///
/// Looking along costs what lies there, whoever it is of. It is bounded, and [TooLong] says when
/// that was not enough.
///
/// @param <E> events
public interface Events<E> {

  /// Events that are held at once.
  int EVENTS_MAX = 50_000;

  /// The events of an aggregate at these offsets, in order.
  List<Recorded<E>> at(String aggregateId, List<Long> offsets);

  /// Every event of an aggregate up to a time, in order.
  ///
  /// @throws TooLong when there is too much to look through
  List<Recorded<E>> of(String aggregateId, Optional<Instant> until);

  /// The events of all aggregates between two times, both included; those of one partition in their
  /// order.
  ///
  /// @throws TooLong when there is too much to look through
  List<Recorded<E>> between(Instant from, Instant until);

  /// What was asked for cannot be folded within the bounds.
  final class TooLong extends RuntimeException {
    public TooLong(String message) {
      super(message);
    }
  }
}
