package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `Consistency-Token`, and rows that cannot be read.
class TokensTest extends ApiSpec {

  @Test
  void aReadWithATokenReflectsIt() {
    var placed = api.command("/v1/orders", "k", order("c-1", line("pen", 1)));
    String token = placed.header("Consistency-Token");
    assertThat(api.get(placed.header("Location"), "Consistency-Token", token).status())
        .isEqualTo(200);
  }

  @Test
  void aViewThatIsBehindSaysHowFarItIs() {
    var reply = api.get("/v1/orders", "Consistency-Token", "orders.events:0:9", "Prefer", "wait=0");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.problem()).isEqualTo("projection-behind");
    assertThat(reply.header("Retry-After")).isNotEmpty();
    assertThat(reply.json().get("reached").asText()).isEqualTo("orders.events:0:0");
    assertThat(reply.json().get("lagSeconds").asDouble()).isEqualTo(1.5);
  }

  @Test
  void aLenientCallerGetsWhatThereIs() {
    var reply =
        api.get(
            "/v1/orders",
            "Consistency-Token",
            "orders.events:0:9,stock.events:0:1",
            "Prefer",
            "handling=lenient, wait=0");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Preference-Applied")).isEqualTo("handling=lenient");
  }

  @Test
  void rowsThatCannotBeReadAreSaidSo() {
    backend.summaries.readable(false);
    var reply = api.get("/v1/orders");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.problem()).isEqualTo("unavailable");
    assertThat(reply.header("Retry-After")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "orders.events:0", "other:0:1", "orders.events:-1:1", ","})
  void aTokenThatIsNoneIsRefused(String token) {
    var reply = api.get("/v1/orders", "Consistency-Token", token);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.problem()).isEqualTo("invalid-request");
  }
}
