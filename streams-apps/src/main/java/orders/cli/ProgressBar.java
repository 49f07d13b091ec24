package orders.cli;

import java.io.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import orders.replay.ReplayState;

/// A replay's progress on standard error: one line that moves on a terminal, a line every five
/// seconds elsewhere.
final class ProgressBar {

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final int WIDTH = 30;

  private final boolean terminal =
      Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  private Instant shown = Instant.EPOCH;
  private ReplayState.State state = ReplayState.State.STARTING;

  synchronized void show(ReplayState now) {
    boolean changed = now.state() != state;
    state = now.state();
    if (terminal) {
      System.err.print("\r\u001b[K" + line(now));
    } else if (changed || shown.plus(LINE_EVERY).isBefore(now.updatedAt())) {
      shown = now.updatedAt();
      System.err.println(line(now));
    }
  }

  synchronized void end() {
    if (terminal) {
      System.err.println();
    }
  }

  private static String line(ReplayState now) {
    long done = now.partitions().stream().mapToLong(ReplayState.Part::offset).sum();
    long all = Math.max(1, now.partitions().stream().mapToLong(ReplayState.Part::end).sum());
    int filled = (int) Math.min(WIDTH, WIDTH * done / all);
    long millis = Duration.between(now.startedAt(), now.updatedAt()).toMillis();
    long left = done == 0 ? 0 : millis * Math.max(0, all - done) / done / 1000;
    return String.format(
        "%-9s [%s%s] %,d events, %,d/s, %d s left%s",
        now.state(),
        "█".repeat(filled),
        " ".repeat(WIDTH - filled),
        now.events(),
        now.eventsPerSecond(),
        left,
        now.detail().isEmpty() ? "" : ", " + now.detail());
  }
}
