package orders.torture.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.torture.check.Verdict;
import orders.torture.check.Violation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checker knows the true system from each of its bad twins, in a small cluster under load and
/// kills. Three of the twins a day; with `-Dtwins=all` the true one and all of them, and otherwise
/// those that are named there, `true` for the true one.
class TwinsTest {

  private static final Logger LOG = LoggerFactory.getLogger(TwinsTest.class);
  private static final String WANTED = System.getProperty("twins", "some");
  private static final String TRUE = "true";
  private static final int A_DAY = 3;
  private static final int KILLS = 3;
  private static final int SHOWN_MAX = 12;

  /// Before, between and after kills.
  private static final int OPERATIONS = 200;

  /// Whether a fault shows depends on what a kill hits.
  private static final int ATTEMPTS_MAX = 3;

  private final long seed = Long.getLong("seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> the_checker_knows_which_is_which() {
    return wanted().stream()
        .map(twin -> DynamicTest.dynamicTest(twin.map(Twin::name).orElse(TRUE), () -> judge(twin)));
  }

  private void judge(Optional<Twin> twin) throws Exception {
    if (twin.isEmpty()) {
      assertThat(run(twin, seed).violations()).isEmpty();
      return;
    }
    boolean caught = false;
    for (int attempt = 0; attempt < ATTEMPTS_MAX && !caught; attempt++) {
      caught = twin.get().caughtBy().stream().anyMatch(run(twin, seed + attempt)::broken);
    }
    assertThat(caught).as("%s broke one of %s", twin.get(), twin.get().caughtBy()).isTrue();
  }

  private Verdict run(Optional<Twin> twin, long with) throws Exception {
    long began = System.nanoTime();
    String name = twin.map(Twin::name).orElse(TRUE).toLowerCase(Locale.ROOT);
    int kills = twin.map(Twin::kills).orElse(KILLS);
    Path home = Files.createDirectories(directory.resolve(name + "-" + with));
    Verdict verdict;
    try (var run = TwinRun.start(twin, home, kills == 0 ? 1 : 2)) {
      verdict = run.run(with, OPERATIONS * (kills + 1), kills);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    String broken =
        verdict.violations().stream()
            .collect(Collectors.groupingBy(Violation::rule, Collectors.counting()))
            .toString();
    LOG.info("{} (seed {}): {} in {} s, {}", name, with, broken, seconds, verdict.counts());
    verdict.violations().stream().limit(SHOWN_MAX).forEach(found -> LOG.info("{}", found));
    return verdict;
  }

  private static Optional<Twin> named(String name) {
    return name.equals(TRUE) ? Optional.empty() : Optional.of(Twin.named(name));
  }

  /// Each twin is there every fourth day.
  private List<Optional<Twin>> wanted() {
    List<Twin> all = Arrays.asList(Twin.values());
    return switch (WANTED) {
      case "all" ->
          Stream.concat(Stream.of(Optional.<Twin>empty()), all.stream().map(Optional::of)).toList();
      case "some" -> {
        Collections.rotate(all, (int) (seed * A_DAY % all.size()));
        yield all.stream().limit(A_DAY).map(Optional::of).toList();
      }
      default -> Stream.of(WANTED.split(",", -1)).map(TwinsTest::named).toList();
    };
  }
}
