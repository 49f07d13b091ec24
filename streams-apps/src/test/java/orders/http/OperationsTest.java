package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.replay.AuditState;
import orders.replay.ReplayState;
import org.junit.jupiter.api.Test;

/// How replays stand, and whether views are right.
class OperationsTest extends ApiSpec {

  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void aReplayIsListedShownAndCancelled() {
    backend.boards.tell(state(ReplayState.State.RUNNING, 10));
    var listed = api.get("/v1/replays").json().get("items");
    assertThat(listed).hasSize(1);
    var shown = api.get("/v1/replays/" + ID).json();
    assertThat(shown).isEqualTo(listed.get(0));
    assertThat(shown.get("state").asText()).isEqualTo("RUNNING");
    assertThat(shown.get("eventLastReplayedTime").asText()).isEqualTo("2026-11-23T12:00:10Z");
    assertThat(shown.at("/partitions/0/offset").asInt()).isEqualTo(10);

    assertThat(api.post("/v1/replays/" + ID + "/cancel", "").status()).isEqualTo(202);
    assertThat(api.get("/v1/replays/" + ID).json().get("state").asText()).isEqualTo("CANCELLING");
    backend.boards.tell(state(ReplayState.State.CANCELLED, 10));
    assertThat(api.get("/v1/replays/" + ID).json().get("state").asText()).isEqualTo("CANCELLED");
    assertThat(api.post("/v1/replays/" + ID + "/cancel", "").status()).isEqualTo(409);
    assertThat(api.get("/v1/replays/" + UNKNOWN).status()).isEqualTo(404);
    assertThat(api.post("/v1/replays/" + UNKNOWN + "/cancel", "").status()).isEqualTo(404);
  }

  @Test
  void aReplayIsFollowedToItsEnd() {
    backend.boards.tell(state(ReplayState.State.RUNNING, 1));
    try (var stream = api.stream("/v1/replays/" + ID, "Accept", "text/event-stream")) {
      assertThat(stream.block()).startsWith("event: RUNNING\ndata: {");
      backend.boards.tell(state(ReplayState.State.VERIFYING, 2));
      assertThat(stream.block()).startsWith("event: VERIFYING").contains("\"offset\":2");
      backend.boards.tell(state(ReplayState.State.COMPLETED, 2));
      assertThat(stream.block()).startsWith("event: COMPLETED");
      assertThat(stream.line()).isEmpty();
    }
  }

  @Test
  void viewsSayTheirVersionsAndPositions() {
    var views = api.get("/v1/views").json().get("items");
    assertThat(views.get(0)).isEqualTo(api.get("/v1/views/billing").json());
    assertThat(views.at("/0/active").asInt()).isEqualTo(2);
    assertThat(views.at("/0/positions/0/events").asInt()).isEqualTo(7);
    assertThat(api.get("/v1/views/nothing").status()).isEqualTo(404);
  }

  @Test
  void anAuditSaysWhatDiffers() {
    assertThat(api.get("/v1/views/billing/audit").json().get("equal").asBoolean()).isTrue();
    var sample = new ReplayState.Sample("key", "folded", "held", List.of("totalMinor"));
    backend.boards.tell(
        new AuditState(
            "billing",
            2,
            0,
            START,
            7,
            "all",
            List.of(
                new ReplayState.Difference(
                    "billing.invoices.v2", 3, "a", "b", 0, 0, 1, List.of(sample)))));
    var audit = api.get("/v1/views/billing/audit").json();
    assertThat(audit.get("equal").asBoolean()).isFalse();
    assertThat(audit.at("/items/0/differences/0/samples/0/key").asText()).isEqualTo("key");
    assertThat(api.get("/v1/views/nothing/audit").status()).isEqualTo(404);
  }

  private static ReplayState state(ReplayState.State state, long offset) {
    return new ReplayState(
        ID,
        "billing",
        2,
        state,
        START,
        START.plusSeconds(offset),
        offset,
        1,
        Optional.of(START.plusSeconds(offset)),
        List.of(new ReplayState.Part(0, offset, 20)),
        "",
        List.of());
  }
}
