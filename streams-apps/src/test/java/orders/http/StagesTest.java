package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `Prefer: until=…`.
class StagesTest extends ApiSpec {

  private static final String BODY = order("c-1", line("pen", 2));

  @Test
  void aStageThatIsReachedIsTheAnswer() {
    var reply = api.command("/v1/orders", "k", BODY, "Prefer", "wait=5; until=reserved");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().get("status").asText()).isEqualTo("RESERVED");
    assertThat(reply.header("ETag")).isEqualTo("\"3\"");
  }

  @Test
  void aStageThatIsNotReachedInTimeIsA202WithTheCurrentOne() {
    var reply = api.command("/v1/orders", "k", BODY, "Prefer", "wait=1; until=paid");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().get("status").asText()).isEqualTo("RESERVED");
  }

  @Test
  void aViewThatHasNotSeenTheOrderIsA202Too() {
    backend.fallBehind();
    var reply = api.command("/v1/orders", "k", BODY, "Prefer", "wait=1; until=paid");
    assertThat(reply.status()).isEqualTo(202);
  }

  @Test
  void anEndEndsTheWait() {
    String tooMuch = order("c-1", line("ink", 6));
    var reply = api.command("/v1/orders", "k", tooMuch, "Prefer", "wait=20; until=delivered");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().get("status").asText()).isEqualTo("REJECTED");
    assertThat(reply.json().get("reason").asText()).contains("ink");
  }

  @Test
  void aStageThatDoesNotExistIsRefusedBeforeAnythingHappens() {
    var reply = api.command("/v1/orders", "k", BODY, "Prefer", "until=lost");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(backend.orders.log()).isEmpty();
  }
}
