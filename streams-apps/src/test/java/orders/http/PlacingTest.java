package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import orders.memory.MemoryAggregate.Mood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /v1/orders`.
class PlacingTest extends ApiSpec {

  private static final String BODY = order("c-1", line("pen", 2));

  @Test
  void anOrderIsPlacedAtOurPrices() {
    var reply = api.command("/v1/orders", "k", BODY);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.header("Consistency-Token")).isEqualTo("orders.events:0:1");
    assertThat(reply.header("Idempotent-Replayed")).isEmpty();
    String id = reply.json().get("id").asText();
    assertThat(reply.header("Location")).isEqualTo("/v1/orders/" + id);
    assertThat(isUuid(id)).isTrue();
    var order = api.get(reply.header("Location")).json();
    assertThat(order.get("totalMinor").asLong()).isEqualTo(500);
    assertThat(order.get("status").asText()).isEqualTo("RESERVED");
  }

  @Test
  void theSameKeyAndBodyGetTheSameBytesAndNothingHappens() {
    var first = api.command("/v1/orders", "k", BODY);
    int events = backend.orders.log().size();
    var again = api.command("/v1/orders", "k", BODY.replace("\n", "  "));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(backend.orders.log()).hasSize(events);
  }

  @Test
  void aChangedPriceDoesNotChangeAReplay() {
    var first = api.command("/v1/orders", "k", withTotal(500));
    api.command("/v1/products/pen/price", "p", "{\"priceMinor\":300}");
    var again = api.command("/v1/orders", "k", withTotal(500));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void theOrderOfFieldsDoesNotMatterForAReplay() {
    api.command("/v1/orders", "k", BODY);
    String other =
        """
        {"paymentToken":"tok_secret","currency":"EUR","customerId":"c-1",
         "contact":{"address":"1 Street","email":"ada@example.org","name":"Ada"},
         "lines":[{"quantity":2,"sku":"pen"}]}\
        """;
    assertThat(api.command("/v1/orders", "k", other).status()).isEqualTo(201);
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    api.command("/v1/orders", "k", BODY);
    var other = api.command("/v1/orders", "k", order("c-1", line("pen", 3)));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("key-reused");
  }

  @Test
  void aKeyIsNeededAndPrintable() {
    var missing = api.post("/v1/orders", BODY);
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.problem()).isEqualTo("missing-idempotency-key");
    assertThat(api.command("/v1/orders", "k".repeat(255), BODY).status()).isEqualTo(201);
    assertThat(api.command("/v1/orders", "k".repeat(256), BODY).status()).isEqualTo(400);
    assertThat(api.command("/v1/orders", "two words", BODY).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"quantity\":2', '\"quantity\":0', /lines/0/quantity",
    "'\"quantity\":2', '\"quantity\":10000', /lines/0/quantity",
    "'\"sku\":\"pen\"', '\"sku\":\"no-such\"', /lines/0/sku",
    "'\"sku\":\"pen\"', '\"sku\":\"../x\"', /lines/0/sku",
    "EUR, USD, /lines/0/sku",
    "EUR, euro, /currency",
    "c-1, '-c', /customerId",
    "Ada, '', /contact/name",
    "tok_secret, ' ', /paymentToken",
  })
  void aBrokenRuleIsPointedAt(String sound, String broken, String pointer) {
    var reply = api.command("/v1/orders", "k", BODY.replace(sound, broken));
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
    assertThat(backend.orders.log()).isEmpty();
  }

  @Test
  void aSkuStandsOnOneLine() {
    var reply = api.command("/v1/orders", "k", order("c-1", line("pen", 1) + "," + line("pen", 2)));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("code").asText()).isEqualTo("INVALID_ORDER");
    assertThat(reply.header("Location")).isEmpty();
  }

  @Test
  void aMovedPriceStopsAnOrderThatExpectsATotal() {
    assertThat(api.command("/v1/orders", "a", withTotal(500)).status()).isEqualTo(201);
    var moved = api.command("/v1/orders", "b", withTotal(499));
    assertThat(moved.status()).isEqualTo(409);
    assertThat(moved.problem()).isEqualTo("price-moved");
    assertThat(moved.json().get("total").asLong()).isEqualTo(500);
  }

  @Test
  void aWaitThatEndsSaysWhereToAskAgain() {
    backend.orders.mood(Mood.SILENT);
    var pending = api.command("/v1/orders", "k", BODY, "Prefer", "wait=0");
    assertThat(pending.status()).isEqualTo(202);
    assertThat(pending.json().get("status").asText()).isEqualTo("PENDING");
    var outcome = api.get(pending.header("Location"));
    assertThat(outcome.json().get("kind").asText()).isEqualTo("ACCEPTED");
    assertThat(outcome.json().get("aggregateId")).isEqualTo(pending.json().get("id"));
  }

  @Test
  void anOverloadedOrBrokenLogIsSaidSo() {
    backend.orders.mood(Mood.OVERLOADED);
    var overloaded = api.command("/v1/orders", "k", BODY);
    assertThat(overloaded.status()).isEqualTo(503);
    assertThat(overloaded.problem()).isEqualTo("overloaded");
    assertThat(overloaded.header("Retry-After")).isNotEmpty();
    backend.orders.mood(Mood.BROKEN);
    var broken = api.command("/v1/orders", "k", BODY);
    assertThat(broken.status()).isEqualTo(503);
    assertThat(broken.header("Retry-After")).isNotEmpty();
    assertThat(broken.body()).doesNotContain("no broker");
  }

  private static String withTotal(long total) {
    return BODY.replace("\"currency\"", "\"expectedTotal\":" + total + ",\"currency\"");
  }
}
