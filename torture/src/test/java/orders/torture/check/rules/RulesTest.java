package orders.torture.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs of a system that is as it should be hold, seed by seed; with one thing wrong in them, the
/// rule for it says so. `-Druns=1000` for more of them.
class RulesTest {

  private static final int RUNS = Integer.getInteger("runs", 60);
  private static final List<Facts> GOOD =
      IntStream.range(0, RUNS).mapToObj(SimClients::run).toList();

  @Test
  void a_good_run_breaks_no_rule() {
    for (int seed = 0; seed < RUNS; seed++) {
      assertThat(found(GOOD.get(seed)).kept()).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void good_runs_have_everything_that_rules_speak_of() {
    Set<String> seen =
        GOOD.stream()
            .flatMap(facts -> found(facts).counts().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seen)
        .contains(
            "commands.acknowledged",
            "commands.refused",
            "commands.unknown",
            "commands.repeated",
            "conflicts",
            "effects",
            "effects.due.orders.commands",
            "effects.due.orders.notices",
            "effects.due.payments.requests",
            "effects.due.shipping.jobs",
            "effects.due.stock.commands",
            "orders.ended.Cancelled",
            "orders.ended.Delivered",
            "orders.ended.Rejected",
            "orders.ended.Returned",
            "orders.searched",
            "planted",
            "letters",
            "reads",
            "orders.shipped",
            "rows.missing",
            "rows.there",
            "readings.settled",
            "groups.places",
            "sessions");
  }

  @Test
  void tokens_are_judged_in_every_view_of_rows_and_across_contexts() {
    Map<String, Long> sums = new TreeMap<>();
    GOOD.forEach(facts -> found(facts).counts().forEach((k, n) -> sums.merge(k, n, Long::sum)));
    for (String view : List.of("invoices", "orders", "shipments", "stock")) {
      assertThat(sums.get("reads.with.token." + view)).as(view).isPositive();
      assertThat(sums.get("reads.with.token.across." + view)).as(view).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void a_run_with_one_thing_wrong_breaks_the_rule_for_it(Mutation mutation) {
    int tried = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Optional<Facts> bad = mutation.make().apply(GOOD.get(seed));
      if (bad.isPresent()) {
        tried++;
        Set<String> broken =
            found(bad.get()).kept().stream()
                .map(Violation::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).as("%s, seed %s", mutation.name(), seed).contains(mutation.rule());
        if (mutation.alone()) {
          assertThat(broken).as("%s, seed %s", mutation.name(), seed).hasSize(1);
        }
      }
    }
    assertThat(tried).as("runs in which that can go wrong").isPositive();
  }

  @Test
  void every_rule_has_a_mutation_that_breaks_it() {
    Set<String> named =
        Mutation.ALL.stream().map(Mutation::rule).collect(Collectors.toCollection(TreeSet::new));
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(Rules.ALL.stream().map(Rule::name).toList());
  }

  @Test
  void what_is_reported_is_bounded_and_what_is_counted_is_not() {
    List<String> places = IntStream.range(0, 1_000).mapToObj(i -> "a.log:" + i).toList();
    Facts good = GOOD.getFirst();
    Findings findings =
        found(Parts.of(good, p -> p.personal = new Facts.Personal(true, 1, places, List.of())));
    assertThat(findings.kept()).hasSize(Findings.KEPT_MAX);
    assertThat(findings.counts()).containsEntry("broken.no-personal-data", 1_000L);
  }

  private static Stream<Mutation> mutations() {
    return Mutation.ALL.stream();
  }

  private static Findings found(Facts facts) {
    return Findings.of(Rules.ALL, Dossier.of(facts));
  }
}
