package orders.operations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import orders.replay.AuditState;

/// Which versions of views there are, how far they have come, and whether they are right.
public interface ViewBoard {

  List<ViewState> views();

  /// What the auditor found last in each partition; empty when there is no such view.
  Optional<List<AuditState>> audits(String view);

  /// A view.
  ///
  /// @param active the version that readers see
  /// @param fed versions that are kept up, the active one among them
  /// @param last the highest number ever given
  /// @param revision how often this was changed
  /// @param topics of the active version's rows
  /// @param positions of the active version; none while it cannot be read
  record ViewState(
      String name,
      int active,
      SortedSet<Integer> fed,
      int last,
      long revision,
      List<String> topics,
      List<Position> positions,
      Optional<Instant> asOf,
      Optional<Double> lagSeconds) {}

  /// @param topic of events
  /// @param events of the partition that are folded, as tokens count them
  record Position(String topic, int partition, long events) {}
}
