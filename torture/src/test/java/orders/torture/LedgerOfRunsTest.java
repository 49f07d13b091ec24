package orders.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.cli.Failure;
import orders.torture.check.Verdict;
import orders.torture.client.Tally;
import orders.torture.fault.Event;
import orders.torture.fault.Fault;
import orders.torture.fault.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of runs, to be added up.
class LedgerOfRunsTest {

  private static final List<Event> EVENTS =
      List.of(
          event("gateway-kill", Phase.WAITED, 3, 2_000, true),
          event("gateway-kill", Phase.MISSED, 0, Event.NOT_MEASURED, true),
          event("app-kill", Phase.STORM, 1, Event.NOT_MEASURED, true),
          event("brokers-kill", Phase.WAITED, 3, 40_000, true),
          event("leader-kill", Phase.STORM, 1, Event.NOT_MEASURED, true),
          event("poison", Phase.WAITED, 68, 10, true),
          event("quiet", Phase.QUIET, 1, Event.NOT_MEASURED, true));

  @TempDir private Path directory;
  private Path file;
  private Plan plan;

  @BeforeEach
  void plan() {
    file = directory.resolve("runs.jsonl");
    plan =
        new Plan(
            7,
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            List.of(Fault.GATEWAY_KILL),
            12,
            2,
            2,
            directory,
            false);
  }

  @Test
  void only_what_happened_counts_and_what_did_not_is_told() throws IOException {
    LedgerOfRuns.open(file, "abc").add(outcome(EVENTS, List.of()));
    JsonNode line = line();
    assertThat(line.path("verdict").asText()).isEqualTo("holds");
    assertThat(line.at("/bars/gatewayKillsInFlight").asLong()).isEqualTo(1);
    assertThat(line.at("/bars/appKills").asLong()).isEqualTo(2);
    assertThat(line.at("/bars/brokerKills").asLong()).isEqualTo(4);
    assertThat(line.at("/bars/poisonRecords").asLong()).isEqualTo(68);
    assertThat(line.at("/bars/ordersWithProviderFaults").asLong()).isEqualTo(5);
    assertThat(line.at("/didNotHappen/gateway-kill").asLong()).isEqualTo(1);
    assertThat(line.at("/faults/quiet").isMissingNode()).isTrue();
    assertThat(line.path("asked").toString()).isEqualTo("[\"gateway-kill\"]");
    assertThat(line.path("stormSeconds").asLong()).isEqualTo(20);
  }

  @Test
  void figures_are_of_faults_that_were_waited_for() {
    String report = Report.of(outcome(EVENTS, List.of()), "abc");
    assertThat(report.lines().filter(text -> text.matches(" +gateway-kill +1 .*"))).hasSize(1);
    assertThat(report.lines().filter(text -> text.matches(" +app-kill .*"))).isEmpty();
  }

  @Test
  void no_progress_in_time_and_work_that_is_left_are_violations() {
    assertThat(outcome(EVENTS, List.of()).holds()).isTrue();
    assertThat(outcome(EVENTS, List.of("a transaction is open")).violations()).hasSize(1);
    List<Event> stuck = List.of(event("end", Phase.END, 1, Event.NOT_MEASURED, false));
    assertThat(outcome(stuck, List.of()).violations())
        .singleElement()
        .satisfies(found -> assertThat(found.rule()).isEqualTo("liveness"));
  }

  @Test
  void a_run_that_broke_off_has_a_line_that_says_why() throws IOException {
    LedgerOfRuns.open(file, "abc").add(plan, new IllegalStateException("broker 2 does not die"));
    assertThat(line().path("verdict").asText()).isEqualTo("broke off");
    assertThat(line().path("because").asText())
        .isEqualTo("java.lang.IllegalStateException: broker 2 does not die");
    assertThat(line().path("seed").asLong()).isEqualTo(7);
  }

  @Test
  void what_cannot_be_written_is_known_before_anything_is_run() {
    assertThatThrownBy(() -> LedgerOfRuns.open(directory, "abc"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot write");
  }

  @Test
  void what_an_operator_had_to_do_is_told() throws IOException {
    Event helped =
        new Event(1, "end", Phase.END, "mended", 1, 2, 90_000, 95_000, 3, 4, 5, "ended one", true);
    Outcome outcome = outcome(List.of(EVENTS.getFirst(), helped), List.of());
    LedgerOfRuns.open(file, "abc").add(outcome);
    assertThat(line().path("helped"))
        .extracting(JsonNode::asText)
        .containsExactly("end: ended one");
    assertThat(Report.of(outcome, "abc")).contains("an operator had to help [end: ended one]");
  }

  private JsonNode line() throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private Outcome outcome(List<Event> events, List<String> left) {
    return new Outcome(
        plan,
        events,
        Set.of(),
        new Tally(),
        List.of(),
        5,
        Duration.ofSeconds(9),
        left,
        new Verdict(List.of(), Map.of()));
  }

  private static Event event(
      String fault, Phase phase, long amount, long progress, boolean recovered) {
    return new Event(
        1, fault, phase, "detail", amount, 2, progress, progress, 3, 4, 5, "", recovered);
  }
}
