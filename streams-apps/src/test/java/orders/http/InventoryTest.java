package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/products` and `/v1/stock`.
class InventoryTest extends ApiSpec {

  @Test
  void aProductIsListedOnce() {
    String body = "{\"sku\":\"cap\",\"name\":\"Cap\",\"priceMinor\":900,\"currency\":\"EUR\"}";
    var first = api.command("/v1/products", "k", body);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Location")).isEqualTo("/v1/stock/cap");
    assertThat(first.header("Consistency-Token")).isEqualTo("stock.events:0:5");
    var again = api.command("/v1/products", "k", body);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    var other = api.command("/v1/products", "k2", body);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().get("code").asText()).isEqualTo("PRODUCT_EXISTS");
  }

  @Test
  void stockIsReceivedAndAdjusted() {
    api.command("/v1/stock/pen/receive", "r", "{\"quantity\":20}");
    api.command("/v1/stock/pen/adjust", "a", "{\"delta\":-5,\"reason\":\"broken\"}");
    var level = api.get("/v1/stock/pen");
    assertThat(level.json().get("available").asInt()).isEqualTo(115);
    assertThat(level.json().get("adjusted").asInt()).isEqualTo(-5);
    assertThat(level.header("ETag")).isEqualTo("\"4\"");
    assertThat(api.get("/v1/stock/pen", "If-None-Match", "\"4\"").status()).isEqualTo(304);
  }

  @Test
  void aPriceChanges() {
    var reply = api.command("/v1/products/pen/price", "p", "{\"priceMinor\":300}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(api.get("/v1/stock/pen").json().get("priceMinor").asInt()).isEqualTo(300);
  }

  @Test
  void aProductIsRenamed() {
    var reply = api.command("/v1/products/pen/name", "n", "{\"name\":\"Fountain pen\"}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(api.get("/v1/stock/pen").json().get("name").asText()).isEqualTo("Fountain pen");
  }

  @Test
  void aReceiptIsFoundByItsDeliveryNote() {
    api.command("/v1/stock/pen/receive", "r", "{\"quantity\":20,\"reference\":\"DN-7\"}");
    var movements = api.get("/v1/stock/pen/movements").json().get("items");
    assertThat(movements.findValuesAsText("reason")).contains("DN-7");
    String tooLong = "{\"quantity\":1,\"reference\":\"%s\"}".formatted("x".repeat(65));
    assertThat(api.command("/v1/stock/pen/receive", "s", tooLong).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/stock/pen/receive, '{\"quantity\":0}', 422",
    "/v1/stock/pen/receive, '{\"quantity\":-1}', 422",
    "/v1/stock/pen/receive, '{\"quantity\":1000000001}', 422",
    "/v1/stock/pen/receive, '{\"quantity\":99999999999}', 400",
    "/v1/stock/pen/receive, '{}', 400",
    "/v1/stock/pen/receive, '{\"quantity\":1,\"reference\":\"a\\u0007\"}', 422",
    "/v1/stock/no-such/receive, '{\"quantity\":1}', 404",
    "/v1/stock/-/receive, '{\"quantity\":1}', 404",
    "/v1/stock/pen/adjust, '{\"delta\":0,\"reason\":\"x\"}', 422",
    "/v1/stock/pen/adjust, '{\"delta\":-101,\"reason\":\"x\"}', 409",
    "/v1/stock/pen/adjust, '{\"delta\":1,\"reason\":\"\"}', 422",
    "/v1/stock/pen/adjust, '{\"delta\":1}', 400",
    "/v1/products/pen/price, '{\"priceMinor\":-1}', 422",
    "/v1/products/no-such/name, '{\"name\":\"A\"}', 404",
    "/v1/products/pen/name, '{\"name\":\" \"}', 422",
    "/v1/products/no-such/price, '{\"priceMinor\":1}', 404",
    "/v1/products, '{\"sku\":\"a b\",\"name\":\"x\",\"priceMinor\":1,\"currency\":\"EUR\"}', 422",
    "/v1/products, '{\"sku\":\"a\",\"name\":\" \",\"priceMinor\":1,\"currency\":\"EUR\"}', 422",
    "/v1/products, '{\"sku\":\"a\",\"name\":\"x\",\"priceMinor\":-1,\"currency\":\"EUR\"}', 422",
    "/v1/products, '{\"sku\":\"a\",\"name\":\"x\",\"priceMinor\":1,\"currency\":\"eur\"}', 422",
  })
  void nonsenseIsRefused(String path, String body, int status) {
    var reply = api.command(path, "k", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
  }

  @Test
  void everyStockCommandNeedsAKey() {
    assertThat(api.post("/v1/stock/pen/receive", "{\"quantity\":1}").problem())
        .isEqualTo("missing-idempotency-key");
  }

  @Test
  void whatRunsOutIsFound() {
    assertThat(api.get("/v1/stock").json().get("items")).hasSize(2);
    assertThat(api.get("/v1/stock?below=6").json().at("/items/0/sku").asText()).isEqualTo("ink");
    assertThat(api.get("/v1/stock?below=5").json().get("items")).isEmpty();
    assertThat(api.get("/v1/stock?below=0").status()).isEqualTo(400);
    assertThat(api.get("/v1/stock?below=99999999999").status()).isEqualTo(400);
  }

  @Test
  void movementsAreListedInOrder() {
    String id = placed("k");
    var items = api.get("/v1/stock/pen/movements").json().get("items");
    assertThat(items.findValuesAsText("type")).containsExactly("StockReceived", "StockReserved");
    assertThat(items.at("/1/orderId").asText()).isEqualTo(id);
    assertThat(items.at("/1/quantity").asInt()).isEqualTo(-2);
    var first = api.get("/v1/stock/pen/movements?limit=1");
    assertThat(first.json().get("items")).hasSize(1);
    assertThat(first.header("Link")).contains("cursor=");
    assertThat(api.get("/v1/stock/ink/movements").json().get("items")).hasSize(1);
  }

  @Test
  void aProductThatDoesNotExistIsNotFound() {
    assertThat(api.get("/v1/stock/no-such").status()).isEqualTo(404);
    assertThat(api.get("/v1/stock/%2e%2e").status()).isIn(400, 404);
  }
}
