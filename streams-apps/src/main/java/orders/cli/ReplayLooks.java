package orders.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import orders.app.Settings;
import orders.engine.ProjectionHost;
import orders.replay.Estimate;
import orders.replay.Look;
import orders.replay.ReplayTarget;
import picocli.CommandLine.Option;

/// Ways to look at a view through its log that change nothing: what a replay would cost, the view
/// as it was, one row against the fold of its events.
final class ReplayLooks {

  @Option(
      names = "--dry-run",
      description = "say what a replay would cost, and what it would not send again")
  private boolean dryRun;

  @Option(
      names = {"--until", "--to-datetime"},
      description =
          "print the view as it was, a JSON line for each row: at a time"
              + " (2026-11-25T10:00:00Z), so long ago (2h), or below an offset of each partition")
  private Optional<String> until = Optional.empty();

  @Option(names = "--to-offset", description = "the same, below this offset of each partition")
  private Optional<Long> offset = Optional.empty();

  @Option(names = "--key", description = "one row alone: as readers see it, and as its events say")
  private Optional<String> key = Optional.empty();

  /// Whether somebody wants to look, rather than to replay.
  boolean wanted() {
    return dryRun || until.isPresent() || offset.isPresent() || key.isPresent();
  }

  /// @param host the version that readers see
  int show(
      Settings settings,
      ReplayTarget target,
      ProjectionHost<?, ?> host,
      Supplier<Estimate> estimate) {
    if (dryRun) {
      return cost(target, estimate.get());
    }
    var look = new Look(settings.kafka(), settings.partitions());
    boolean past = until.isPresent() || offset.isPresent();
    if (past) {
      Look.Until to = to();
      key.ifPresentOrElse(
          one -> ReplayLooks.print(found(look.row(host, one, to), one)),
          () -> look.rows(host, to, ReplayLooks::print));
      return ExitCodes.OK;
    }
    return compare(look, host, key.orElseThrow());
  }

  private static int cost(ReplayTarget target, Estimate estimate) {
    System.out.printf(
        "%s: %,d events of %s, %,.1f MB, about %d s to fold%n",
        target.name(),
        estimate.events(),
        target.host().eventTopic(),
        estimate.bytes() / 1e6,
        Math.max(1, estimate.time().toSeconds()));
    System.out.printf("not sent again: %s%n", String.join(", ", estimate.muted()));
    return ExitCodes.OK;
  }

  private static int compare(Look look, ProjectionHost<?, ?> host, String key) {
    Look.Pair pair = look.compare(host, key);
    if (pair.held().isEmpty() && pair.folded().isEmpty()) {
      throw missing(key);
    }
    System.out.println("held   " + pair.held().orElse("nothing"));
    System.out.println("folded " + pair.folded().orElse("nothing"));
    System.err.println(pair.equal() ? "✓ equal" : "✗ they differ");
    return pair.equal() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static Look.Row found(Optional<Look.Row> row, String key) {
    return row.orElseThrow(() -> missing(key));
  }

  private static Failure missing(String key) {
    return new Failure(
        ExitCodes.NOT_FOUND, "no event is about " + key, "a key is an order id or a SKU");
  }

  private static void print(Look.Row row) {
    System.out.printf(
        "{\"view\":\"%s\",\"key\":\"%s\",\"row\":%s}%n", row.view(), row.key(), row.json());
  }

  private Look.Until to() {
    if (offset.isPresent()) {
      return new Look.Until(OptionalLong.of(offset.get()), Optional.empty());
    }
    String text = until.orElseThrow();
    if (text.matches("\\d{1,18}")) {
      return new Look.Until(OptionalLong.of(Long.parseLong(text)), Optional.empty());
    }
    return new Look.Until(OptionalLong.empty(), Optional.of(instant(text)));
  }

  private static Instant instant(String text) {
    if (text.matches("\\d{1,6}[smhd]")) {
      Duration ago = EventsTailCommand.duration(text);
      return Instant.now().minus(ago);
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Failure(
          ExitCodes.USAGE,
          text + " is neither a time, nor so long ago, nor an offset",
          "2026-11-25T10:00:00Z, 2h or 4711");
    }
  }
}
