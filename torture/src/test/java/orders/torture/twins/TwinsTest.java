package orders.torture.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.torture.check.Verdict;
import orders.torture.check.rules.Violation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checker knows the true system from each of its bad twins, in a small cluster under load and
/// kills. Three of the twins a day; with `-Dtwins=all` all of them and the true one, and otherwise
/// those that are named there, `true` for the true one.
class TwinsTest {

  private static final Logger LOG = LoggerFactory.getLogger(TwinsTest.class);
  private static final String WANTED = System.getProperty("twins", "some");
  private static final String TRUE = "true";
  private static final int A_DAY = 3;

  /// Each has a cluster of its own, and waits for half of its time. With three at once on two CPUs
  /// so little is done that a fault may not show.
  private static final int AT_ONCE = 2;

  private static final int KILLS = 3;
  private static final int SHOWN_MAX = 12;

  /// What was looked at in a run that has everything.
  private static final String[] LOOKED_AT = {
    "canary.found",
    "effects.due.payments.requests",
    "effects.due.shipping.jobs",
    "groups.places",
    "orders.searched",
    "orders.shipped",
    "readings",
    "reads.with.token.invoices",
    "reads.with.token.orders",
    "reads.with.token.shipments",
    "reads.with.token.stock",
    "rows.missing",
    "rows.there"
  };

  /// Before, between and after kills.
  private static final int OPERATIONS = 200;

  /// A checker that takes longer to find a twin out is of no use, however often it may look.
  private static final Duration CAUGHT_MAX = Duration.ofMinutes(10);

  /// Whether a fault shows depends on what a kill hits.
  private static final int ATTEMPTS_MAX = 3;

  private final long seed = Long.getLong("seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> the_checker_knows_which_is_which() {
    Path agent = Agent.jar(directory);
    List<DynamicTest> tests = new ArrayList<>();
    ExecutorService runs = Executors.newFixedThreadPool(AT_ONCE);
    for (Optional<Twin> twin : wanted()) {
      Future<Boolean> judged =
          runs.submit(
              () -> {
                judge(twin, agent);
                return true;
              });
      tests.add(DynamicTest.dynamicTest(name(twin), () -> tell(judged)));
    }
    runs.shutdown();
    return tests.stream();
  }

  private static void tell(Future<Boolean> judged) throws Throwable {
    try {
      assertThat(judged.get()).isTrue();
    } catch (ExecutionException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }

  private void judge(Optional<Twin> twin, Path agent) throws Exception {
    if (twin.isEmpty()) {
      Verdict verdict = run(twin, agent, seed);
      assertThat(verdict.violations()).as("the true one, seed %d", seed).isEmpty();
      assertThat(verdict.counts()).as("seed %d", seed).containsKeys(LOOKED_AT);
      return;
    }
    long began = System.nanoTime();
    boolean caught = false;
    long last = seed;
    for (int attempt = 0; attempt < ATTEMPTS_MAX && !caught; attempt++) {
      last = seed + attempt;
      caught = twin.get().caughtBy().stream().anyMatch(run(twin, agent, last)::broken);
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    String what = "%s, seeds %d to %d".formatted(twin.get(), seed, last);
    assertThat(caught).as("%s broke one of %s", what, twin.get().caughtBy()).isTrue();
    assertThat(took).as("%s was found out", what).isLessThan(CAUGHT_MAX);
  }

  private static String name(Optional<Twin> twin) {
    return twin.map(Twin::name).orElse(TRUE);
  }

  private Verdict run(Optional<Twin> twin, Path agent, long with) throws Exception {
    long began = System.nanoTime();
    String name = name(twin).toLowerCase(Locale.ROOT);
    int kills = twin.map(Twin::kills).orElse(KILLS);
    Path home = Files.createDirectories(directory.resolve(name + "-" + with));
    Verdict verdict;
    try (var run = TwinRun.start(twin, agent, home, kills == 0 ? 1 : 2)) {
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

  /// Some of the twins. The true one is what [orders.torture.TortureTest] looks at each time.
  private List<Optional<Twin>> wanted() {
    List<Optional<Twin>> twins = Stream.of(Twin.values()).map(Optional::of).toList();
    return switch (WANTED) {
      case "all" -> Stream.concat(Stream.of(Optional.<Twin>empty()), twins.stream()).toList();
      case "some" -> today(twins, LocalDate.now(ZoneOffset.UTC).toEpochDay());
      default -> Stream.of(WANTED.split(",", -1)).map(TwinsTest::named).toList();
    };
  }

  /// Far from each other, since those that take long are beside each other; each has its day.
  static <T> List<T> today(List<T> all, long day) {
    int days = all.size() / A_DAY;
    int first = (int) Math.floorMod(day, (long) days);
    return IntStream.range(0, A_DAY).mapToObj(i -> all.get(first + i * days)).toList();
  }
}
