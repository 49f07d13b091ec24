package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `/v1/shipments`.
class ShipmentsTest extends ApiSpec {

  @Test
  void aPaidOrderHasAParcelAndItsWayIsFollowed() {
    String id = placed("k");
    assertThat(api.get("/v1/shipments/" + id).status()).isEqualTo(404);
    deliver(id);
    var row = api.get("/v1/shipments/" + id).json();
    assertThat(row.get("state").asText()).isEqualTo("DELIVERED");
    assertThat(row.get("carrier").asText()).isEqualTo("carrier");
    assertThat(row.get("attempts").asInt()).isEqualTo(1);
    assertThat(row.get("lines").get(0).get("sku").asText()).isEqualTo("pen");
  }

  @Test
  void parcelsAreListedByTheirState() {
    String arrived = placed("one");
    deliver(arrived);
    String asked = placed("two");
    pay(asked);
    assertThat(ids("?state=delivered")).isEqualTo(arrived);
    assertThat(ids("?state=REQUESTED")).isEqualTo(asked);
    assertThat(api.get("/v1/shipments").json().get("items")).hasSize(2);
    assertThat(api.get("/v1/shipments?state=lost").status()).isEqualTo(400);
  }

  private String ids(String query) {
    var items = api.get("/v1/shipments" + query).json().get("items");
    assertThat(items).hasSize(1);
    return items.get(0).get("orderId").asText();
  }
}
