package orders.policy;

import java.time.Duration;
import orders.projection.Recorded;

/// What an aggregate is told when nothing happens in time. Pure: the host keeps the time.
///
/// @param <E> its events
/// @param <C> its commands
public interface Deadline<E, C> {

  /// What an event means for the alarm of its aggregate, which has one at most.
  Setting react(Recorded<E> event);

  /// What is sent when the alarm goes off.
  C command();

  /// What becomes of an alarm.
  sealed interface Setting {

    /// As it is.
    record Keep() implements Setting {}

    /// Set anew.
    ///
    /// @param after the event, by broker time
    record Set(Duration after) implements Setting {}

    record Stop() implements Setting {}
  }
}
