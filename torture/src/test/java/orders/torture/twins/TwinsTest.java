package orders.torture.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
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

  /// Each has a cluster of its own. With three under load at once on two CPUs so little is done
  /// that a fault may not show; while one comes to its end, the next begins.
  private static final int LOADED_MAX = 2;

  private static final int AT_ONCE = LOADED_MAX + 1;

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

  private final Semaphore loaded = new Semaphore(LOADED_MAX, true);

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> the_checker_knows_which_is_which() {
    Path agent = Agent.jar(directory);
    List<DynamicTest> tests = new ArrayList<>();
    ExecutorService runs = Executors.newFixedThreadPool(AT_ONCE);
    for (Optional<Twin> twin : longestFirst(wanted())) {
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
      Verdict verdict = run(twin, agent, seed).verdict();
      assertThat(verdict.violations()).as("the true one, seed %d", seed).isEmpty();
      assertThat(verdict.counts()).as("seed %d", seed).containsKeys(LOOKED_AT);
      return;
    }
    var took = Duration.ZERO;
    boolean caught = false;
    long last = seed;
    for (int attempt = 0; attempt < ATTEMPTS_MAX && !caught; attempt++) {
      last = seed + attempt;
      Judged judged = run(twin, agent, last);
      caught = twin.get().caughtBy().stream().anyMatch(judged.verdict()::broken);
      took = took.plus(judged.took());
    }
    String what = "%s, seeds %d to %d".formatted(twin.get(), seed, last);
    assertThat(caught).as("%s broke one of %s", what, twin.get().caughtBy()).isTrue();
    assertThat(took).as("%s was found out", what).isLessThan(CAUGHT_MAX);
  }

  private static String name(Optional<Twin> twin) {
    return twin.map(Twin::name).orElse(TRUE);
  }

  private record Judged(Verdict verdict, Duration took) {}

  private Judged run(Optional<Twin> twin, Path agent, long with) throws Exception {
    String name = name(twin).toLowerCase(Locale.ROOT);
    Path home = Files.createDirectories(directory.resolve(name + "-" + with));
    int kills = twin.map(Twin::kills).orElse(KILLS);
    Verdict verdict;
    long began;
    try (var turn = new Turn(loaded)) {
      began = System.nanoTime();
      try (var run = TwinRun.start(twin, agent, home, kills == 0 ? 1 : 2)) {
        run.load(with, OPERATIONS, kills);
        turn.end();
        verdict = run.judge();
      }
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    String broken =
        verdict.violations().stream()
            .collect(Collectors.groupingBy(Violation::rule, Collectors.counting()))
            .toString();
    LOG.info(
        "{} (seed {}): {} in {} s, {}", name, with, broken, took.toSeconds(), verdict.counts());
    verdict.violations().stream().limit(SHOWN_MAX).forEach(found -> LOG.info("{}", found));
    return new Judged(verdict, took);
  }

  /// Being one of those that are under load; it ends once, however often it is told to.
  private static final class Turn implements AutoCloseable {

    private final Semaphore turns;
    private boolean ended;

    Turn(Semaphore turns) throws InterruptedException {
      this.turns = turns;
      turns.acquire();
    }

    void end() {
      if (!ended) {
        ended = true;
        turns.release();
      }
    }

    @Override
    public void close() {
      end();
    }
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

  /// Those that take longest first, so that the last one is over soon.
  private static List<Optional<Twin>> longestFirst(List<Optional<Twin>> twins) {
    return twins.stream().sorted(Comparator.comparing(TwinsTest::soon)).toList();
  }

  private static boolean soon(Optional<Twin> twin) {
    return twin.filter(t -> t.staysBroken() && t.kills() == 0).isPresent();
  }
}
