package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every row as it was, and why it is as it is.
class TravelTest extends ApiSpec {

  private static final String BEFORE = "2026-11-23T11:00:00Z";

  @Test
  void anInvoiceIsShownAsOfAVersionAndATime() {
    String id = placed("k");
    deliver(id);
    String path = "/v1/invoices/" + id;
    JsonNode now = api.get(path).json();
    assertThat(now.get("state").asText()).isEqualTo("CAPTURED");
    assertThat(api.get(path + "?version=1").json().get("state").asText()).isEqualTo("OPEN");
    String paid = item(path, "PaymentAuthorised").get("at").asText();
    assertThat(api.get(path + "?at=" + paid).json().get("state").asText()).isEqualTo("AUTHORISED");
    assertThat(api.get(path + "?at=" + BEFORE).status()).isEqualTo(404);
    assertThat(api.get(path + "?version=99").status()).isEqualTo(404);
    assertThat(api.get("/v1/invoices/" + UNKNOWN + "?version=1").status()).isEqualTo(404);
  }

  @Test
  void whyNamesTheEventsAndWhatEachSet() {
    String id = placed("k");
    deliver(id);
    JsonNode why = api.get("/v1/invoices/" + id + "/why").json();
    assertThat(why.get("row")).isEqualTo(api.get("/v1/invoices/" + id).json());
    assertThat(why.get("items").findValuesAsText("type"))
        .containsExactly("OrderPlaced", "PaymentAuthorised", "OrderShipped");
    assertThat(why.at("/items/0/sets/totalMinor").asLong()).isEqualTo(500);
    assertThat(why.at("/items/2/sets").toString())
        .isEqualTo("{\"state\":\"CAPTURED\",\"capturedMinor\":500}");
    assertThat(why.toString()).doesNotContain("ada@example.org", "tok_secret");
  }

  @Test
  void whyIsPaged() {
    String id = placed("k");
    deliver(id);
    var first = api.get("/v1/invoices/" + id + "/why?limit=2");
    assertThat(first.json().get("items")).hasSize(2);
    String link = first.header("Link");
    JsonNode second = api.get(link.substring(1, link.indexOf('>'))).json();
    assertThat(second.get("items").findValuesAsText("type")).containsExactly("OrderShipped");
    assertThat(api.get("/v1/invoices/" + id + "/why?cursor=eA").status()).isEqualTo(400);
  }

  @Test
  void ordersAndParcelsAreExplainedToo() {
    String id = placed("k");
    deliver(id);
    assertThat(api.get("/v1/orders/" + id + "/why?version=1").json().get("items")).hasSize(1);
    assertThat(api.get("/v1/orders/" + id + "/why").json().at("/row/status").asText())
        .isEqualTo("DELIVERED");
    String parcel = "/v1/shipments/" + id;
    assertThat(api.get(parcel + "/why").json().get("items").findValuesAsText("type"))
        .containsExactly("PaymentAuthorised", "OrderShipped", "OrderDelivered");
    String shipped = item(parcel, "OrderShipped").get("at").asText();
    assertThat(api.get(parcel + "?at=" + shipped).json().get("state").asText())
        .isEqualTo("SHIPPED");
  }

  @Test
  void aStockLevelAndItsMovementsAreShownAsTheyWere() {
    placed("k");
    String path = "/v1/stock/pen";
    assertThat(api.get(path).json().get("available").asInt()).isEqualTo(98);
    assertThat(api.get(path + "?version=2").json().get("available").asInt()).isEqualTo(100);
    String received = item(path, "StockReceived").get("at").asText();
    assertThat(api.get(path + "?at=" + received).json().get("reserved").asInt()).isZero();
    assertThat(api.get(path + "/movements?version=2").json().get("items")).hasSize(1);
    assertThat(api.get(path + "/movements?at=" + received).json().get("items")).hasSize(1);
    JsonNode why = api.get(path + "/movements/3/why").json();
    assertThat(why.at("/row/type").asText()).isEqualTo("StockReserved");
    assertThat(why.get("items").findValuesAsText("changed"))
        .containsExactly("false", "false", "true");
    assertThat(api.get(path + "/movements/9/why").status()).isEqualTo(404);
    assertThat(api.get(path + "/movements/x/why").status()).isEqualTo(404);
  }

  @Test
  void whatRanOutIsListedAsOfATime() {
    String before = item("/v1/stock/ink", "StockReceived").get("at").asText();
    api.command("/v1/orders", "many", order("c", line("ink", 4)));
    assertThat(skus("/v1/stock?below=3")).containsExactly("ink");
    assertThat(skus("/v1/stock?below=3&at=" + before)).isEmpty();
    assertThat(skus("/v1/stock?at=" + before)).containsExactly("ink", "pen");
    assertThat(skus("/v1/stock?at=" + BEFORE)).isEmpty();
    var first = api.get("/v1/stock?limit=1&at=" + before);
    String link = first.header("Link");
    assertThat(skus(link.substring(1, link.indexOf('>')))).containsExactly("pen");
  }

  @Test
  void anAccountIsCountedByTheEventsThatChangedIt() {
    deliver(placed("a"));
    placed("b");
    String path = "/v1/customers/c-1/account?currency=EUR";
    JsonNode why = api.get("/v1/customers/c-1/account/why?currency=EUR").json();
    assertThat(why.get("row")).isEqualTo(api.get(path).json().at("/items/0"));
    assertThat(changed(why)).containsExactly("OrderPlaced", "OrderShipped", "OrderPlaced");
    JsonNode second = api.get(path + "&version=2").json().at("/items/0");
    assertThat(second.get("invoices").asInt()).isEqualTo(1);
    assertThat(second.get("capturedMinor").asLong()).isEqualTo(500);
    String placed = why.at("/items/0/at").asText();
    assertThat(api.get(path + "&at=" + placed).json().at("/items/0/openMinor").asLong())
        .isEqualTo(500);
    assertThat(api.get(path + "&at=" + BEFORE).status()).isEqualTo(404);
    assertThat(api.get(path + "&version=4").status()).isEqualTo(404);
    assertThat(api.get("/v1/customers/c-1/account?version=1").status()).isEqualTo(400);
    assertThat(api.get("/v1/customers/c-1/account/why").status()).isEqualTo(400);
  }

  @Test
  void aDayIsShownAsOfATimeOnIt() {
    String id = placed("a");
    String before = item("/v1/orders/" + id, "OrderPlaced").get("at").asText();
    deliver(id);
    String path = "/v1/revenue/2026-11-23/EUR";
    assertThat(api.get(path).json().get("capturedMinor").asLong()).isEqualTo(500);
    assertThat(api.get(path + "?at=" + before).json().get("capturedMinor").asLong()).isZero();
    assertThat(api.get(path + "?version=1").json().get("capturedMinor").asLong()).isZero();
    assertThat(changed(api.get(path + "/why").json()))
        .containsExactly("OrderPlaced", "OrderShipped");
    JsonNode list = api.get("/v1/revenue?at=" + before).json();
    assertThat(list.at("/items/0/capturedMinor").asLong()).isZero();
    assertThat(api.get("/v1/revenue?at=2026-11-22T00:00:00Z").json().get("items")).isEmpty();
    assertThat(api.get("/v1/revenue/2026-11-24/EUR").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/revenue/tuesday/EUR", "/v1/revenue/2026-11-23/euro", "/v1/invoices/x/why"})
  void whatCannotBeIsNotFound(String path) {
    assertThat(api.get(path).status()).isEqualTo(404);
  }

  private JsonNode item(String path, String type) {
    for (JsonNode item : api.get(path + "/why").json().get("items")) {
      if (item.get("type").asText().equals(type)) {
        return item;
      }
    }
    throw new AssertionError(type);
  }

  private List<String> skus(String path) {
    return api.get(path).json().get("items").findValuesAsText("sku");
  }

  private static List<String> changed(JsonNode why) {
    List<String> types = new java.util.ArrayList<>();
    why.get("items")
        .forEach(
            item -> {
              if (item.get("changed").asBoolean()) {
                types.add(item.get("type").asText());
              }
            });
    return types;
  }
}
