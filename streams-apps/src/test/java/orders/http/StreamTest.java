package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/stream`.
class StreamTest extends ApiSpec {

  private static final String[] EVENTS = {"Accept", "text/event-stream"};

  @Test
  void whatHappensIsTold() {
    try (var stream = api.stream("/v1/stream?type=OrderPlaced", EVENTS)) {
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.block()).startsWith("retry: 1000\nid: orders.events=0;stock.events=");
      String order = placed("k");
      assertThat(stream.block())
          .contains(
              "\"type\":\"OrderPlaced\"", "\"aggregateId\":\"" + order + "\"", "\"version\":1");
    }
  }

  @Test
  void peopleAndSecretsAreMasked() {
    placed("k");
    try (var stream = api.stream("/v1/stream?from=beginning&type=OrderPlaced")) {
      assertThat(stream.line())
          .contains("\"name\":\"***\"", "\"paymentToken\":\"***\"")
          .doesNotContain("Ada", "tok_secret");
    }
  }

  @Test
  void aPlainCallerGetsJsonByTheLine() throws Exception {
    String order = placed("k");
    try (var stream = api.stream("/v1/stream?from=beginning&type=OrderPlaced")) {
      assertThat(stream.header("Content-Type")).startsWith("application/x-ndjson");
      JsonNode event = stream.json();
      assertThat(event.get("type").asText()).isEqualTo("OrderPlaced");
      assertThat(event.get("aggregateId").asText()).isEqualTo(order);
      assertThat(event.get("id").asText()).startsWith("orders.events=1;");
    }
  }

  @Test
  void whoComesBackMissesNothingAndSeesNothingTwice() throws Exception {
    placed("first");
    placed("second");
    List<JsonNode> whole = new ArrayList<>();
    try (var stream = api.stream("/v1/stream?from=beginning")) {
      for (int i = 0; i < 8; i++) {
        whole.add(stream.json());
      }
    }
    for (int seen = 0; seen < 7; seen++) {
      try (var rest =
          api.stream("/v1/stream", "Last-Event-ID", whole.get(seen).get("id").asText())) {
        assertThat(rest.json().get("eventId")).isEqualTo(whole.get(seen + 1).get("eventId"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "orders.events",
        "orders.events=0",
        "orders.events=0;stock.events=0;others=0",
        "orders.events=0.0;stock.events=0",
        "orders.events=99999;stock.events=0",
        "orders.events=-1;stock.events=0",
        "orders.events=99999999999999999999;stock.events=0"
      })
  void anIdThatNoEventHadIsRefused(String id) {
    assertThat(api.get("/v1/stream", "Last-Event-ID", id).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=yesterday", "type=", "type=%3Cscript%3E"})
  void nonsenseIsRefused(String query) {
    assertThat(api.get("/v1/stream?" + query).status()).isEqualTo(400);
  }

  @Test
  void anInstanceFeedsSoManyAndNoMore() {
    List<Api.Stream> open = new ArrayList<>();
    try {
      for (int i = 0; i < Limits.STREAMS_MAX; i++) {
        open.add(api.stream("/v1/stream", EVENTS));
        assertThat(open.getLast().block()).startsWith("retry");
      }
      assertThat(api.get("/v1/stream").problem()).isEqualTo("overloaded");
    } finally {
      open.forEach(Api.Stream::close);
    }
  }

  @Test
  void aHeadHasAnEnd() {
    var head = api.raw(api.request("/v1/stream", EVENTS).HEAD());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void theLastWordIsBye() {
    try (var stream = api.stream("/v1/stream", EVENTS)) {
      assertThat(stream.block()).startsWith("retry");
      backend.stream.close();
      assertThat(stream.block()).isEqualTo("event: bye\ndata: {}");
      assertThat(stream.block()).isEmpty();
      assertThat(api.get("/v1/stream").status()).isEqualTo(503);
    }
  }
}
