package orders.operations;

import java.util.List;
import java.util.Optional;
import orders.replay.ReplayState;

/// How replays stand, wherever they run.
public interface ReplayBoard {

  List<ReplayState> replays();

  Optional<ReplayState> replay(String id);

  /// Whether a replay was asked to stop.
  boolean cancelled(String id);

  /// Asks a replay to stop.
  void cancel(String id);
}
