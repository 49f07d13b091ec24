package orders.projection.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import orders.projection.Recorded;
import org.junit.jupiter.api.Test;

/// Which day money is counted on.
class RevenuesTest {

  @Test
  void a_change_counts_on_the_day_of_its_event_in_UTC_whichever_came_before() {
    var revenues = new Revenues();
    for (String at :
        List.of(
            "2026-11-23T00:00:00Z",
            "2026-11-23T23:59:59.999Z",
            "2026-11-24T00:00:00Z",
            "2026-11-23T12:00:00Z",
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "2028-02-29T06:00:00Z")) {
      String day = at.substring(0, 10);
      Recorded<String> cause = new Recorded<>("o-1", 1, "e-1", Instant.parse(at), 0, 7, "any");
      Invoice invoice = invoice(cause);
      List<String> keys = revenues.keys(Optional.empty(), invoice, cause);
      assertThat(keys).as(at).containsExactly(day + "|EUR");
      Revenue row =
          revenues.apply(Optional.empty(), keys.getFirst(), Optional.empty(), invoice, cause);
      assertThat(row.day()).as(at).isEqualTo(LocalDate.parse(day));
    }
  }

  private static Invoice invoice(Recorded<?> cause) {
    return new Invoice(
        cause.aggregateId(),
        "c-1",
        List.of(new InvoiceLine("TEA", 2, 1_250)),
        "EUR",
        2_500,
        InvoiceState.OPEN,
        Optional.empty(),
        0,
        0,
        cause.at(),
        cause.origin());
  }
}
