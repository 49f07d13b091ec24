package orders.replay;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a replay stands, as everybody may see it. The words of the states are EventBridge's.
///
/// @param view such as `billing`
/// @param version of the rows that it fills
/// @param events how many were folded
/// @param eventsPerSecond since the start
/// @param eventLastReplayedTime broker time of the latest event that was folded
/// @param detail why it failed, or what it waits for
/// @param differences what differs from the rows that readers see
public record ReplayState(
    String id,
    String view,
    int version,
    State state,
    Instant startedAt,
    Instant updatedAt,
    long events,
    long eventsPerSecond,
    Optional<Instant> eventLastReplayedTime,
    List<Part> partitions,
    String detail,
    List<Difference> differences) {

  public ReplayState {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    Objects.requireNonNull(eventLastReplayedTime, "eventLastReplayedTime");
    Objects.requireNonNull(detail, "detail");
    partitions = List.copyOf(partitions);
    differences = List.copyOf(differences);
  }

  /// The same one, known to have ended.
  ReplayState failed(String why, Instant at) {
    return new ReplayState(
        id,
        view,
        version,
        State.FAILED,
        startedAt,
        at,
        events,
        eventsPerSecond,
        eventLastReplayedTime,
        partitions,
        why,
        differences);
  }

  /// Where a replay is.
  public enum State {
    STARTING,
    RUNNING,
    VERIFYING,
    COMPLETED,
    CANCELLING,
    CANCELLED,
    FAILED;

    public boolean ended() {
      return this == COMPLETED || this == CANCELLED || this == FAILED;
    }
  }

  /// @param offset the next one to be folded
  /// @param end where the log ended when the replay began
  public record Part(int partition, long offset, long end) {}

  /// How one topic of rows differs from a fold of the log.
  ///
  /// @param folded digest of the rows as folded, and `held` of those that are there
  /// @param added rows that only the fold has; `removed` those that only the view has
  public record Difference(
      String topic,
      long rows,
      String folded,
      String held,
      long added,
      long removed,
      long changed,
      List<Sample> samples) {
    public Difference {
      Objects.requireNonNull(topic, "topic");
      samples = List.copyOf(samples);
    }

    public boolean equal() {
      return added == 0 && removed == 0 && changed == 0;
    }
  }

  /// One row that differs, as text; empty where there is none.
  ///
  /// @param fields that differ, where there are both
  public record Sample(String key, String folded, String held, List<String> fields) {

    /// @param fields nothing in a record from before they were told
    public Sample(String key, String folded, String held, @Nullable List<String> fields) {
      this.key = key;
      this.folded = folded;
      this.held = held;
      this.fields = fields == null ? List.of() : List.copyOf(fields);
    }
  }
}
