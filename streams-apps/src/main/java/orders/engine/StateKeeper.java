package orders.engine;

import java.time.Instant;

/// Where an aggregate's state is kept.
///
/// @param <C> commands
/// @param <S> state
public interface StateKeeper<C, S> {

  /// The aggregate as the command must see it.
  Entry<S> load(String id, C command);

  /// Keeps the aggregate as the command left it; `decided` is remembered for its repetition.
  void save(String id, C command, long version, S state, Remembered decided);

  /// Forgets what has ended long ago, a bounded step at a time.
  ///
  /// @param now the latest broker time seen
  void sweep(Instant now);
}
