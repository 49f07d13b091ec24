package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/orders…`.
class LookingAtOrdersTest extends ApiSpec {

  @Test
  void aRowSaysHowFreshItIs() {
    var reply = api.get("/v1/orders/" + placed("k"));
    assertThat(reply.header("ETag")).isEqualTo("\"3\"");
    assertThat(reply.header("As-Of")).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(reply.header("Projection-Lag")).isEqualTo("0.000");
    assertThat(reply.header("Consistency-Token")).isEqualTo("orders.events:0:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"3\"", "W/\"3\"", "\"2\", \"3\"", "*"})
  void whatTheCallerHasIsNotSentAgain(String tags) {
    var reply = api.get("/v1/orders/" + placed("k"), "If-None-Match", tags);
    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("ETag")).isEqualTo("\"3\"");
  }

  @Test
  void whatHasChangedIsSent() {
    String path = "/v1/orders/" + placed("k");
    assertThat(api.get(path, "If-None-Match", "\"2\"").status()).isEqualTo(200);
  }

  @Test
  void anOrderIsShownAsItWas() {
    String path = "/v1/orders/" + placed("k");
    var first = api.get(path + "?version=1");
    assertThat(first.json().get("status").asText()).isEqualTo("PLACED");
    assertThat(first.header("ETag")).isEqualTo("\"1\"");
    String placedAt = first.json().get("placedAt").asText();
    assertThat(api.get(path + "?at=" + placedAt).json().get("status").asText()).isEqualTo("PLACED");
    assertThat(api.get(path + "?at=2026-11-24T00:00:00Z").json().get("status").asText())
        .isEqualTo("RESERVED");
    assertThat(api.get(path + "?at=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    assertThat(api.get(path + "?version=4").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version=0", "version=x", "version=1.5", "at=yesterday", "at="})
  void nonsenseAboutThePastIsRefused(String query) {
    assertThat(api.get("/v1/orders/" + placed("k") + "?" + query).status()).isEqualTo(400);
  }

  @Test
  void theTimelineMasksPeopleAndSecrets() {
    var reply = api.get("/v1/orders/" + placed("k") + "/events");
    JsonNode items = reply.json().get("items");
    assertThat(items).hasSize(3);
    assertThat(items.at("/0/type").asText()).isEqualTo("OrderPlaced");
    assertThat(items.at("/0/data/contact/email").asText()).isEqualTo("***");
    assertThat(items.at("/2/topic").asText()).isEqualTo("orders.events");
    assertThat(items.at("/2/version").asLong()).isEqualTo(3);
    assertThat(reply.body()).doesNotContain("Ada", "ada@", "1 Street", "tok_secret");
  }

  @Test
  void anOrderThatDoesNotExistIsNotFound() {
    assertThat(api.get("/v1/orders/" + UNKNOWN).status()).isEqualTo(404);
    assertThat(api.get("/v1/orders/" + UNKNOWN + "/events").status()).isEqualTo(404);
    assertThat(api.get("/v1/orders/nonsense").status()).isEqualTo(404);
  }

  @Test
  void pagesLeadThroughAllOrdersOnce() {
    for (int i = 0; i < 7; i++) {
      placed("k" + i);
    }
    List<String> seen = new ArrayList<>();
    String path = "/v1/orders?limit=3&customer=c-1";
    int pages = 0;
    while (!path.isEmpty()) {
      var page = api.get(path);
      page.json().get("items").forEach(row -> seen.add(row.get("orderId").asText()));
      String link = page.header("Link");
      assertThat(link)
          .satisfiesAnyOf(
              l -> assertThat(l).isEmpty(), l -> assertThat(l).endsWith("; rel=\"next\""));
      path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void ordersAreFoundByStatusAndCustomer() {
    String paid = placed("a", "c-1");
    placed("b", "c-1");
    String others = placed("c", "c-2");
    pay(paid);
    pay(others);
    assertThat(ids("?status=PAID")).containsExactlyInAnyOrder(paid, others);
    assertThat(ids("?status=paid&customer=c-1")).containsExactly(paid);
    assertThat(ids("?customer=c-3")).isEmpty();
    assertThat(ids("")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=",
        "status=LOST",
        "customer=-",
        "cursor=%21",
        "cursor="
      })
  void nonsenseInAListIsRefused(String query) {
    assertThat(api.get("/v1/orders?" + query).status()).isEqualTo(400);
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    api.get("/v1/orders" + query)
        .json()
        .get("items")
        .forEach(row -> ids.add(row.get("orderId").asText()));
    return ids;
  }
}
