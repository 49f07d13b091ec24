package orders.projection;

import java.time.Instant;

/// The last event that changed a row.
///
/// @param version the version of the event's aggregate
/// @param offset of the event in its partition
public record RowOrigin(long version, String eventId, Instant at, long offset) {

  /// The later of two by time, and by offset within the same time.
  public RowOrigin latest(RowOrigin other) {
    int order = at.compareTo(other.at);
    return order > 0 || (order == 0 && offset >= other.offset) ? this : other;
  }
}
