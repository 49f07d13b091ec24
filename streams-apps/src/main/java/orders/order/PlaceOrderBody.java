package orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand.PlaceOrder;
import orders.aggregate.order.OrderLimits;
import orders.aggregate.order.OrderLine;
import orders.http.Problem;
import orders.http.Requests;
import orders.query.ViewReader.Freshness;

/// The body of `POST /v1/orders`.
///
/// @param expectedTotal in minor units; when it is given and the prices have moved, nothing is
///     placed
record PlaceOrderBody(
    String customerId,
    List<Line> lines,
    String currency,
    ContactBody contact,
    String paymentToken,
    Optional<Long> expectedTotal) {

  record Line(String sku, int quantity) {}

  record ContactBody(String name, String email, String address) {}

  private static final int TEXT_CHARS_MAX = 500;

  /// The command, with today's prices.
  ///
  /// @throws Problem.Raised pointing at what breaks a rule
  PlaceOrder priced(PriceList prices, Freshness freshness) {
    check();
    List<OrderLine> priced = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String pointer = "/lines/" + i;
      PriceList.Price price =
          prices
              .price(line.sku(), freshness)
              .orElseThrow(() -> invalid(pointer + "/sku", "no such product"));
      if (!price.currency().equals(currency)) {
        throw invalid(pointer + "/sku", "the product is sold in another currency");
      }
      priced.add(new OrderLine(line.sku(), line.quantity(), price.priceMinor()));
      total += line.quantity() * price.priceMinor();
    }
    if (expectedTotal.isPresent() && expectedTotal.get() != total) {
      throw Problem.of(Problem.Kind.PRICE_MOVED, "the prices give another total")
          .with("total", total)
          .raised();
    }
    return command(priced);
  }

  /// The command without lines, which every order refuses: it only asks what was decided before.
  PlaceOrder unpriced() {
    return command(List.of());
  }

  private PlaceOrder command(List<OrderLine> priced) {
    var to = new Contact(contact.name(), contact.email(), contact.address());
    return new PlaceOrder(customerId, priced, currency, to, paymentToken);
  }

  private void check() {
    require(Requests.isName(customerId), "/customerId", "letters, digits, . _ -; at most 64");
    require(currency.matches("[A-Z]{3}"), "/currency", "an ISO 4217 code such as EUR");
    require(
        !lines.isEmpty() && lines.size() <= OrderLimits.LINES_MAX,
        "/lines",
        "1 to " + OrderLimits.LINES_MAX + " lines");
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String pointer = "/lines/" + i;
      require(Requests.isName(line.sku()), pointer + "/sku", "letters, digits, . _ -");
      require(
          line.quantity() >= 1 && line.quantity() <= OrderLimits.QUANTITY_MAX,
          pointer + "/quantity",
          "1 to " + OrderLimits.QUANTITY_MAX);
    }
    text(contact.name(), "/contact/name");
    text(contact.email(), "/contact/email");
    text(contact.address(), "/contact/address");
    text(paymentToken, "/paymentToken");
  }

  private static void text(String text, String pointer) {
    boolean clean = text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n');
    require(
        clean && !text.isBlank() && text.length() <= TEXT_CHARS_MAX,
        pointer,
        "1 to " + TEXT_CHARS_MAX + " characters, no control characters");
  }

  private static void require(boolean holds, String pointer, String rule) {
    if (!holds) {
      throw invalid(pointer, rule);
    }
  }

  private static Problem.Raised invalid(String pointer, String rule) {
    return Problem.of(Problem.Kind.INVALID_BODY, "the order breaks a rule")
        .at(pointer, rule)
        .raised();
  }
}
