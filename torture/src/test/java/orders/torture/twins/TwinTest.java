package orders.torture.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import orders.torture.check.rules.Rule;
import orders.torture.check.rules.Rules;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each twin does what it says, and the true one does not. What compaction does shows on a broker
/// only.
class TwinTest {

  private static final Instrumentation JVM = ByteBuddyAgent.install();

  /// @param yes what the true one says
  /// @param no what the twin says
  private record Probe(Callable<Object> ask, Object yes, Object no) {}

  private static final Map<Twin, Probe> PROBES =
      Map.ofEntries(
          Map.entry(
              Twin.AT_LEAST_ONCE, new Probe(Probes::guarantee, "exactly_once_v2", "at_least_once")),
          Map.entry(
              Twin.READ_UNCOMMITTED,
              new Probe(Probes::isolation, "read_committed", "read_uncommitted")),
          Map.entry(Twin.DEDUPE_OFF, new Probe(Probes::remembered, true, false)),
          Map.entry(
              Twin.LATE_DEDUPE,
              new Probe(
                  AggregateProbe::answers,
                  List.of("ACCEPTED", "ACCEPTED", "ACCEPTED"),
                  List.of("ACCEPTED", "ACCEPTED", "CONFLICT"))),
          Map.entry(Twin.RANDOM_ID, new Probe(AggregateProbe::derivedIds, true, false)),
          Map.entry(Twin.EARLY_ANSWER, new Probe(GatewayProbe::answered, false, true)),
          Map.entry(
              Twin.UNCOMMITTED_STORE, new Probe(AggregateProbe::rowBeforeCommit, false, true)),
          Map.entry(Twin.PAYMENT_WITHOUT_KEY, new Probe(Probes::payments, 1L, 2L)),
          Map.entry(
              Twin.SKIPPED_EVENTS,
              new Probe(
                  () -> skipping(Probes.unfoldable()),
                  List.of(
                      LogAndFailProcessingExceptionHandler.class,
                      LogAndFailExceptionHandler.class,
                      false),
                  List.of(
                      LogAndContinueProcessingExceptionHandler.class,
                      LogAndContinueExceptionHandler.class,
                      true))),
          Map.entry(Twin.OTHER_PARTITIONER, new Probe(GatewayProbe::partitionedByKey, true, false)),
          Map.entry(Twin.TOKEN_IGNORED, new Probe(Probes::token, "orders.events:0:7", "")));

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPACTED_EVENTS")
  void each_twin_does_what_it_says_and_the_true_one_does_not(Twin twin) throws Exception {
    Probe probe = PROBES.get(twin);
    assertThat(probe.ask().call()).as("the true one").isEqualTo(probe.yes());
    for (String time : List.of("once", "again, and nothing is left of the time before")) {
      var installed = twin.install(JVM);
      try {
        assertThat(probe.ask().call()).as("%s %s", twin, time).isEqualTo(probe.no());
      } finally {
        assertThat(installed.reset(JVM, AgentBuilder.RedefinitionStrategy.RETRANSFORMATION))
            .isTrue();
      }
      assertThat(probe.ask().call()).as("the true one again").isEqualTo(probe.yes());
    }
  }

  @Test
  void the_rules_that_catch_them_are_rules() {
    List<String> rules = Rules.ALL.stream().map(Rule::name).toList();
    assertThat(rules).containsAll(Twin.FOR_GOOD);
    assertThat(Twin.values())
        .allSatisfy(twin -> assertThat(rules).as("%s", twin).containsAll(twin.caughtBy()));
  }

  @Test
  void four_days_have_all_of_them_three_a_day() {
    List<Integer> all = IntStream.range(0, Twin.values().length).boxed().toList();
    for (long day = 20_000; day < 20_030; day++) {
      Set<Integer> seen = new HashSet<>();
      for (long next = day; next < day + 4; next++) {
        seen.addAll(TwinsTest.today(all, next));
      }
      assertThat(seen).as("from day %d", day).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  /// Both handlers, and whether events were unreadable for a moment.
  private static List<Object> skipping(Object found) {
    List<?> three = (List<?>) found;
    return List.of(three.get(0), three.get(1), (int) three.get(2) > 0);
  }
}
