package orders.projection;

import java.time.Instant;

/// An event as it stands in its log.
///
/// @param aggregateId the order id or SKU
/// @param version the aggregate's version with this event, from 1
/// @param at broker time of the command that caused it
/// @param partition of the event topic
/// @param offset in that partition
public record Recorded<E>(
    String aggregateId,
    long version,
    String eventId,
    Instant at,
    int partition,
    long offset,
    E event) {

  /// What a row says of the event it was last changed by.
  public RowOrigin origin() {
    return new RowOrigin(version, eventId, at, offset);
  }

  /// The same event where it stands in another copy of its log.
  public Recorded<E> movedTo(long to) {
    return new Recorded<>(aggregateId, version, eventId, at, partition, to, event);
  }
}
