package orders.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.torture.fault.Fault;

/// What a run does.
///
/// @param seed of everything that is drawn
/// @param time of the faults that are waited for, at least; every fault has a turn
/// @param storm how long faults come without waiting, after that
/// @param shoppers clients that place orders at a time
/// @param readers clients that read all the time
/// @param partitions of each keyed topic
/// @param directory for the evidence, empty or absent
/// @param apart whether the process has a file system of its own, to mount what may be filled
public record Plan(
    long seed,
    Duration time,
    Duration storm,
    List<Fault> faults,
    int shoppers,
    int readers,
    int partitions,
    Path directory,
    boolean apart) {

  /// @throws Failure when that is no plan
  public Plan {
    faults = List.copyOf(faults);
    if (faults.isEmpty() || time.isNegative() || storm.isNegative()) {
      throw new Failure(ExitCodes.USAGE, "a run has faults, and times that are not negative", "");
    }
    if (shoppers < 1 || readers < 0 || partitions < 1) {
      throw new Failure(ExitCodes.USAGE, "a run has at least one client and one partition", "");
    }
  }
}
