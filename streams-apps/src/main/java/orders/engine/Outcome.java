package orders.engine;

import java.time.Instant;
import java.util.List;

/// What became of one command, as the aggregate committed it; a repeated command gets the same
/// again.
///
/// @param commandId the command's id, a UUID
/// @param aggregateId the order id or SKU
/// @param version the aggregate's version after the command
/// @param events how many events the command wrote; 0 for a no-op or a refusal
/// @param code the refusal's code in upper snake case, empty when accepted
/// @param detail one sentence for the client, empty when accepted
/// @param allowed the commands that the aggregate's state allows, for a refusal
/// @param at broker time of the command
/// @param partition the partition of the aggregate's event topic
/// @param position how many events that partition held once the command was decided
public record Outcome(
    String commandId,
    String aggregateId,
    long version,
    int events,
    Kind kind,
    String code,
    String detail,
    List<String> allowed,
    Instant at,
    int partition,
    long position) {

  /// How a command ended.
  public enum Kind {
    /// Decided; `events` may be 0 when the fact was known already.
    ACCEPTED,
    /// The state refuses it: `code`, `detail`, `allowed`.
    REFUSED,
    /// The expected version is not the current one: `version` is the current one.
    CONFLICT,
    /// The command id was seen with another body.
    KEY_REUSED,
    /// No history allows it; it went to the dead-letter topic.
    IMPOSSIBLE
  }
}
