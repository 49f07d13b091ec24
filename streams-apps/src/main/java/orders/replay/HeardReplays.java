package orders.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The last word of each replay, and how long ago it was heard here. One that says nothing any more
/// counts as failed.
final class HeardReplays {

  private final Map<String, Heard> replays = new ConcurrentHashMap<>();
  private final Duration lease;

  /// @param lease how long a replay that says nothing is believed to be there
  HeardReplays(Duration lease) {
    this.lease = lease;
  }

  private record Heard(ReplayState state, long nanos) {
    boolean within(Duration lease) {
      return System.nanoTime() - nanos <= lease.toNanos();
    }

    boolean unended(String view) {
      return state.view().equals(view) && !state.state().ended();
    }
  }

  void take(String id, ReplayState state) {
    replays.put(id, new Heard(state, System.nanoTime()));
  }

  void forget(String id) {
    replays.remove(id);
  }

  List<ReplayState> all() {
    return replays.values().stream().map(this::now).toList();
  }

  Optional<ReplayState> get(String id) {
    return Optional.ofNullable(replays.get(id)).map(this::now);
  }

  /// The last word of each replay of a view that has not told its end.
  List<ReplayState> unended(String view) {
    return replays.values().stream()
        .filter(heard -> heard.unended(view))
        .map(Heard::state)
        .toList();
  }

  /// Whether a replay of a view is there, as far as was heard.
  boolean anyOf(String view) {
    return replays.values().stream().anyMatch(heard -> heard.unended(view) && heard.within(lease));
  }

  private ReplayState now(Heard heard) {
    ReplayState state = heard.state();
    return state.state().ended() || heard.within(lease)
        ? state
        : state.failed("it is not heard of any more", state.updatedAt());
  }
}
