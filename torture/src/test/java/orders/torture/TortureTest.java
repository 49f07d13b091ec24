package orders.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import orders.local.Directories;
import orders.torture.client.Tally.Count;
import orders.torture.fault.Fault;
import orders.torture.fault.Phase;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A short run with the cheapest faults. `-Dseed=…` and `-Dfaults=…` for another one.
class TortureTest {

  private static final Logger LOG = LoggerFactory.getLogger(TortureTest.class);
  private static final long SEED = Long.getLong("seed", 20_261_244);

  /// As many as leave the processes that come back something of two CPUs.
  private static final int CLIENTS = 5;

  /// Half of what each reads comes with a token, and waits for it.
  private static final int READERS = 3;

  /// A slow machine acknowledges less than one a second while things break, for the minute and a
  /// quarter that this takes.
  private static final long ACKNOWLEDGED_MIN = 40;

  private static final List<Fault> FAULTS =
      Stream.of(
              System.getProperty("faults", "app-kill,gateway-kill,partition,poison").split(",", -1))
          .map(word -> Fault.of(word).orElseThrow())
          .toList();

  @Test
  void what_was_promised_is_kept_while_processes_and_links_break() throws IOException {
    // Kept after a failure, for whoever looks into it.
    Path directory = Path.of("target", "torture").toAbsolutePath();
    if (Files.exists(directory)) {
      Directories.delete(directory);
    }
    var plan =
        new Plan(SEED, Duration.ZERO, Duration.ZERO, FAULTS, CLIENTS, READERS, 2, directory, false);
    LOG.info("seed {}, evidence in {}", SEED, directory);

    Outcome outcome = Torture.run(plan, LOG::info);

    LOG.info("\n{}", Report.of(outcome, "as built"));
    assertThat(outcome.violations()).isEmpty();
    assertThat(Report.kinds(outcome.events(), Phase.WAITED))
        .containsKeys(FAULTS.stream().map(Fault::word).toArray(String[]::new));
    assertThat(outcome.skipped()).isEmpty();
    assertThat(outcome.tally().of(Count.ACKNOWLEDGED)).isGreaterThan(ACKNOWLEDGED_MIN);
    assertThat(outcome.tally().of(Count.UNKNOWN)).as("what faults leave behind").isPositive();
    assertThat(outcome.tally().of(Count.READS)).isGreaterThan(500);
    assertThat(outcome.tally().of(Count.READS_WITH_TOKEN)).isGreaterThan(50);
    Directories.delete(directory);
  }
}
