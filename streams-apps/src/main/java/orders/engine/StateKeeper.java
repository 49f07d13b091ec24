package orders.engine;

import java.time.Instant;
import java.util.Optional;

/// Where an aggregate's state is kept.
///
/// @param <S> state
public interface StateKeeper<S> {

  /// The aggregate as a command or an event must see it.
  ///
  /// @param part what it names within the aggregate; empty when it concerns the whole
  Entry<S> load(String id, Optional<String> part);

  /// Keeps the aggregate as the command left it; `decided` is remembered for its repetition.
  void save(String id, Optional<String> part, long version, S state, Remembered decided);

  /// Forgets what has ended long ago, a bounded step at a time.
  ///
  /// @param now the latest broker time seen
  /// @return whether there is more to look at
  boolean sweep(Instant now);
}
