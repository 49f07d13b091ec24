package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Invoices, accounts, revenue.
class BillingTest extends ApiSpec {

  @Test
  void anOrderHasAnInvoice() {
    String id = placed("k");
    pay(id);
    var reply = api.get("/v1/invoices/" + id);
    assertThat(reply.json().get("state").asText()).isEqualTo("AUTHORISED");
    assertThat(reply.json().get("totalMinor").asLong()).isEqualTo(500);
    assertThat(api.get("/v1/invoices/" + id, "If-None-Match", reply.header("ETag")).status())
        .isEqualTo(304);
    assertThat(api.get("/v1/invoices/" + UNKNOWN).status()).isEqualTo(404);
    assertThat(api.get("/v1/invoices/x").status()).isEqualTo(404);
  }

  @Test
  void aCustomerHasAnAccountForEachCurrency() {
    placed("a");
    placed("b");
    var all = api.get("/v1/customers/c-1/account").json().get("items");
    assertThat(all).hasSize(1);
    assertThat(all.at("/0/openMinor").asLong()).isEqualTo(1000);
    var euros = api.get("/v1/customers/c-1/account?currency=EUR").json().get("items");
    assertThat(euros).isEqualTo(all);
    assertThat(api.get("/v1/customers/c-1/account?currency=USD").status()).isEqualTo(404);
    assertThat(api.get("/v1/customers/c-1/account?currency=euro").status()).isEqualTo(400);
    assertThat(api.get("/v1/customers/c-2/account").status()).isEqualTo(404);
  }

  @Test
  void oneCustomersAccountIsNotAnothers() {
    placed("a", "c");
    placed("b", "c-1");
    assertThat(api.get("/v1/customers/c/account").json().get("items")).hasSize(1);
  }

  @Test
  void aCustomersInvoicesArePaged() {
    placed("a");
    placed("b");
    placed("c", "c-2");
    var first = api.get("/v1/customers/c-1/invoices?limit=1");
    assertThat(first.json().get("items")).hasSize(1);
    String link = first.header("Link");
    var second = api.get(link.substring(1, link.indexOf('>')));
    assertThat(second.json().get("items")).hasSize(1);
    assertThat(second.header("Link")).isEmpty();
    assertThat(second.json()).isNotEqualTo(first.json());
  }

  @Test
  void revenueIsSummedByDay() {
    deliver(placed("a"));
    var day = api.get("/v1/revenue?from=2026-11-23&to=2026-11-23").json().at("/items/0");
    assertThat(day.get("capturedMinor").asLong()).isEqualTo(500);
    assertThat(day.get("orders").asLong()).isEqualTo(1);
    assertThat(api.get("/v1/revenue").json().get("items")).hasSize(1);
    assertThat(api.get("/v1/revenue?from=2026-11-24").json().get("items")).isEmpty();
    assertThat(api.get("/v1/revenue?to=2026-11-22").json().get("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from=yesterday", "to=2026-02-30", "from=", "from=2026-11-24&to=2026-11-23"})
  void nonsenseAboutDaysIsRefused(String query) {
    assertThat(api.get("/v1/revenue?" + query).status()).isEqualTo(400);
  }
}
