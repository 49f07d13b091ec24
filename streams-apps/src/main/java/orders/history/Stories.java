package orders.history;

import orders.projection.history.Bound;
import orders.projection.history.Story;
import orders.query.ViewReader.Freshness;

/// Tells how the rows of one kind came to be.
///
/// @param <R> the row
public interface Stories<R> {

  /// @param freshness what it must know of, as a reader of the row has seen it
  /// @throws orders.query.Events.TooLong when it has more to it than may be looked through
  Story<?, R> tell(String key, Bound bound, Freshness freshness);
}
