package orders.order;

import java.util.Optional;
import orders.query.ViewReader.Freshness;

/// What products cost now. The gateway prices an order, never the client.
public interface PriceList {

  /// The price of a SKU, as a caller must see it who brings that token.
  Optional<Price> price(String sku, Freshness freshness);

  /// @param priceMinor of one piece, in minor units of `currency`
  record Price(long priceMinor, String currency) {}
}
