package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/orders/{id}/cancel` and `/return`.
class CancellingTest extends ApiSpec {

  @Test
  void anOrderIsCancelledAtTheVersionThatWasSeen() {
    String id = placed("k");
    var reply = cancel(id, "c", "{\"reason\":\"changed my mind\"}", tag(id));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("ETag")).isEqualTo("\"4\"");
    var order = api.get("/v1/orders/" + id).json();
    assertThat(order.get("status").asText()).isEqualTo("CANCELLED");
    assertThat(order.get("reason").asText()).isEqualTo("changed my mind");
  }

  @Test
  void aRepeatedCancelGetsTheSameBytesAlthoughTheVersionMoved() {
    String id = placed("k");
    var first = cancel(id, "c", "", "\"3\"");
    var again = cancel(id, "c", "", "\"3\"");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void aStaleVersionIsRefusedWithTheCurrentOne() {
    String id = placed("k");
    var reply = cancel(id, "c", "{}", "\"1\"");
    assertThat(reply.status()).isEqualTo(412);
    assertThat(reply.problem()).isEqualTo("version-conflict");
    assertThat(reply.json().get("currentVersion").asLong()).isEqualTo(3);
  }

  @Test
  void aVersionIsNeeded() {
    var reply = api.command("/v1/orders/" + placed("k") + "/cancel", "c", "{}");
    assertThat(reply.status()).isEqualTo(428);
    assertThat(reply.problem()).isEqualTo("version-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "*", "\"x\"", "W/\"3\"", "\"3\", \"4\"", "\"99999999999999999999\""})
  void aVersionIsOneNumberInQuotes(String version) {
    assertThat(cancel(placed("k"), "c", "{}", version).status()).isEqualTo(400);
  }

  @Test
  void theStateNamesWhatItAllows() {
    String id = placed("k");
    deliver(id);
    var reply = cancel(id, "c", "{}", tag(id));
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.problem()).isEqualTo("refused");
    assertThat(reply.json().get("code").asText()).isEqualTo("ALREADY_DELIVERED");
    assertThat(reply.json().get("allowedCommands")).hasToString("[\"ReturnOrder\"]");
  }

  @Test
  void anOrderThatDoesNotExistIsNotFound() {
    assertThat(cancel(UNKNOWN, "a", "{}", "\"1\"").status()).isEqualTo(404);
    assertThat(cancel(UNKNOWN, "b", "{}", "\"0\"").status()).isEqualTo(404);
    assertThat(cancel("nonsense", "c", "{}", "\"1\"").status()).isEqualTo(404);
  }

  @Test
  void aReasonIsShort() {
    var reply = cancel(placed("k"), "c", "{\"reason\":\"" + "x".repeat(201) + "\"}", "\"3\"");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo("/reason");
  }

  @Test
  void aDeliveredOrderComesBackInPart() {
    String id = placed("k");
    deliver(id);
    var reply = giveBack(id, "r", "{\"items\":[" + line("pen", 1) + "]}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(api.get("/v1/orders/" + id).json().get("refundedMinor").asLong()).isEqualTo(250);
  }

  @Test
  void aDeliveredOrderComesBackWhole() {
    String id = placed("k");
    deliver(id);
    assertThat(giveBack(id, "r", "").status()).isEqualTo(200);
    assertThat(api.get("/v1/orders/" + id).json().get("refundedMinor").asLong()).isEqualTo(500);
  }

  @Test
  void onlyWhatWasDeliveredComesBack() {
    String id = placed("k");
    assertThat(giveBack(id, "a", "{}").status()).isEqualTo(409);
    deliver(id);
    var tooMuch = giveBack(id, "b", "{\"items\":[" + line("pen", 3) + "]}");
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.json().get("code").asText()).isEqualTo("INVALID_RETURN");
  }

  private Api.Reply cancel(String id, String key, String body, String version) {
    return api.command("/v1/orders/" + id + "/cancel", key, body, "If-Match", version);
  }

  private Api.Reply giveBack(String id, String key, String body) {
    return api.command("/v1/orders/" + id + "/return", key, body, "If-Match", tag(id));
  }
}
