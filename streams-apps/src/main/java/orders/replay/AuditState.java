package orders.replay;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What the auditor found when it last looked at one partition of a view.
///
/// @param checkedAt by the clock of the instance that looked
/// @param events how many it folded
/// @param range which of the view's keys, such as `all` or `3 of 8`
/// @param differences one for each topic of rows; equal ones, too
public record AuditState(
    String view,
    int version,
    int partition,
    Instant checkedAt,
    long events,
    String range,
    List<ReplayState.Difference> differences) {

  public AuditState {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(checkedAt, "checkedAt");
    Objects.requireNonNull(range, "range");
    differences = List.copyOf(differences);
  }

  public boolean equal() {
    return differences.stream().allMatch(ReplayState.Difference::equal);
  }

  String key() {
    return ControlLog.AUDIT + view + "/" + partition;
  }
}
