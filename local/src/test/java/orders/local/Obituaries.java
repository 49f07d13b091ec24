package orders.local;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an instance has said about others that died, up to a moment: to groups that then waited for
/// nobody's session.
final class Obituaries {

  /// One that decides, and one whose tables are read.
  private static final List<String> GROUPS = List.of("order-service", "query-orders-v1");

  private final Supplier<String> log;
  private final List<Long> before;

  /// @param log everything that the instance has said so far
  Obituaries(Supplier<String> log) {
    this.log = log;
    this.before = counts();
  }

  /// Whether each group has been told of one since.
  boolean more() {
    List<Long> now = counts();
    return IntStream.range(0, now.size()).allMatch(group -> now.get(group) > before.get(group));
  }

  private List<Long> counts() {
    String said = log.get();
    return GROUPS.stream().map(group -> lines(said, group).count()).toList();
  }

  private static Stream<String> lines(String said, String group) {
    return said.lines()
        .filter(line -> line.contains(" " + group + " waits no longer for the process at "));
  }
}
