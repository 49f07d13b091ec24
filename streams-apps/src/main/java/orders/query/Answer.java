package orders.query;

import java.time.Duration;
import java.time.Instant;

/// What a read found, and how fresh it is.
///
/// @param value the row, the page or the sum that was asked for
/// @param token what the answer reflects; a later read with it never goes back
/// @param asOf broker time of the last event folded into the view's partitions that were read
/// @param lag how far the view was behind its event topic, by time; zero when caught up
/// @param stale the token was not reached and the caller had asked for lenient handling
public record Answer<T>(T value, Token token, Instant asOf, Duration lag, boolean stale) {

  /// The same answer about something else.
  public <V> Answer<V> with(V other) {
    return new Answer<>(other, token, asOf, lag, stale);
  }
}
