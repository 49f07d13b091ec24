package orders.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What one instance found.
///
/// @param rows rows of all the partitions asked; a shared row comes once for each partition
/// @param marks how far each partition was
/// @param reached whether every need was met
public record PartReply(List<ViewTable.Row> rows, Map<Integer, Reached> marks, boolean reached) {

  /// How far a table was.
  public record Reached(long events, long offset, Instant at) {}
}
