package orders.engine.effect;

import java.time.Duration;
import java.util.function.Function;

/// What the outside world says to a request, or what its silence means.
public sealed interface Reply<R> {

  /// It is done, and this came of it.
  record Settled<R>(R result) implements Reply<R> {}

  /// It is taken; what comes of it is told later, by a call from there.
  record Pending<R>() implements Reply<R> {}

  /// It is not known there: it has not been done.
  record Absent<R>() implements Reply<R> {}

  /// It may have been done or not: no answer, or one that says neither.
  record Unknown<R>(String why) implements Reply<R> {}

  /// It has not been done, and may be later.
  record NotNow<R>(String why, Duration after) implements Reply<R> {}

  /// Nothing was sent, since others before it had no answer.
  record Shut<R>(Duration after) implements Reply<R> {}

  /// It will never be done.
  record Refused<R>(String why) implements Reply<R> {}

  /// This reply in other words: what was settled is looked at, all else stays.
  default <T> Reply<T> then(Function<R, Reply<T>> settled) {
    return switch (this) {
      case Settled<R>(R result) -> settled.apply(result);
      case Pending<R>() -> new Pending<>();
      case Absent<R>() -> new Absent<>();
      case Unknown<R>(String why) -> new Unknown<>(why);
      case NotNow<R>(String why, Duration after) -> new NotNow<>(why, after);
      case Shut<R>(Duration after) -> new Shut<>(after);
      case Refused<R>(String why) -> new Refused<>(why);
    };
  }
}
