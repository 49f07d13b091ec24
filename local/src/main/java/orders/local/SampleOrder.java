package orders.local;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The n-th sample order: the same for the same number. Most arrive; of forty one asks for more
/// than
/// there is, one is declined, one is cancelled and one comes back.
///
/// @param body of the request
record SampleOrder(Fate fate, Map<String, Object> body) {

  /// A product of which there are few.
  static final String SCARCE = "typewriter";

  private static final int CUSTOMERS = 25;
  private static final int EVERY = 40;

  /// What becomes of it.
  enum Fate {
    DELIVERED,
    SHORT,
    DECLINED,
    CANCELLED,
    RETURNED
  }

  /// @param skus of what there is enough
  static SampleOrder of(int n, List<String> skus) {
    Fate fate = fate(n);
    return new SampleOrder(
        fate,
        Map.of(
            "customerId",
            "customer-" + n % CUSTOMERS,
            "lines",
            lines(n, fate, skus),
            "currency",
            "EUR",
            "contact",
            Map.of(
                "name", "Sample Customer",
                "email", "sample@example.org",
                "address", n + " Sample Street"),
            "paymentToken",
            fate == Fate.DECLINED ? "tok-decline" : "tok-approve"));
  }

  private static Fate fate(int n) {
    return switch (n % EVERY) {
      case 9 -> Fate.CANCELLED;
      case 19 -> Fate.RETURNED;
      case 29 -> Fate.DECLINED;
      case 39 -> Fate.SHORT;
      default -> Fate.DELIVERED;
    };
  }

  private static List<Map<String, Object>> lines(int n, Fate fate, List<String> skus) {
    var random = new SplittableRandom(n);
    Stream<Map<String, Object>> usual =
        random
            .ints(0, skus.size())
            .distinct()
            .limit(1 + random.nextInt(3))
            .mapToObj(i -> line(skus.get(i), 1 + random.nextInt(3)));
    return fate == Fate.SHORT
        ? Stream.concat(usual, Stream.of(line(SCARCE, 9_999))).toList()
        : usual.toList();
  }

  private static Map<String, Object> line(String sku, int quantity) {
    return Map.of("sku", sku, "quantity", quantity);
  }
}
