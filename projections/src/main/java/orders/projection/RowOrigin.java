package orders.projection;

import java.time.Instant;

/// The last event that changed a row.
///
/// @param version the version of the event's aggregate
/// @param offset of the event in its partition
public record RowOrigin(long version, String eventId, Instant at, long offset) {

  /// The later of two by time, and by offset within the same time. Events of two partitions may
  /// have both in common; their ids decide then, so that the order of merging never shows.
  public RowOrigin latest(RowOrigin other) {
    int byTime = at.compareTo(other.at);
    int byOffset = byTime == 0 ? Long.compare(offset, other.offset) : byTime;
    int order = byOffset == 0 ? eventId.compareTo(other.eventId) : byOffset;
    return order >= 0 ? this : other;
  }
}
