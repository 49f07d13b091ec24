package orders.projection;

import java.time.Instant;
import java.util.Comparator;

/// The last event that changed a row.
///
/// @param version the version of the event's aggregate
/// @param offset of the event in its partition
public record RowOrigin(long version, String eventId, Instant at, long offset) {

  private static final Comparator<RowOrigin> BY_TIME =
      Comparator.comparing(RowOrigin::at)
          .thenComparingLong(RowOrigin::offset)
          .thenComparing(RowOrigin::eventId);

  /// The later of two by time, and by offset within the same time. Events of two partitions may
  /// have both in common; their ids decide then, so that the order of merging never shows.
  public RowOrigin latest(RowOrigin other) {
    return BY_TIME.compare(this, other) >= 0 ? this : other;
  }
}
