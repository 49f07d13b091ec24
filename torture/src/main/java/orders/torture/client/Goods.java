package orders.torture.client;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is sold, and how it is ordered.
final class Goods {

  static final List<String> SKUS = List.of("cup", "pot", "tea", "jug", "pan", "lid");

  /// Runs out now and then.
  static final String SCARCE = "pot";

  private static final int CUSTOMERS = 40;
  private static final List<String> TOKENS =
      List.of(
          "tok-approve",
          "tok-approve",
          "tok-approve",
          "tok-approve",
          "tok-approve",
          "tok-late",
          "tok-decline",
          "tok-timeout",
          "tok-error",
          "tok-slow",
          "tok-duplicate");

  private Goods() {}

  static String product(String sku) {
    return "{\"sku\":\"%s\",\"name\":\"%s\",\"priceMinor\":250,\"currency\":\"EUR\"}"
        .formatted(sku, sku);
  }

  static String pieces(int quantity) {
    return "{\"quantity\":" + quantity + "}";
  }

  /// @param canary stands where a person's data stands, and must be found nowhere else
  static String order(String canary, SplittableRandom random) {
    int first = random.nextInt(SKUS.size());
    String lines =
        IntStream.range(0, SKUS.size())
            .filter(i -> i == first || random.nextInt(5) == 0)
            .mapToObj(
                i ->
                    "{\"sku\":\"%s\",\"quantity\":%d}".formatted(SKUS.get(i), random.nextInt(1, 4)))
            .collect(Collectors.joining(","));
    return """
    {"customerId":"%s","lines":[%s],"currency":"EUR",
     "contact":{"name":"%s","email":"%s@example.org","address":"%s"},
     "paymentToken":"%s"}
    """
        .formatted(
            customer(random),
            lines,
            canary,
            canary,
            canary,
            TOKENS.get(random.nextInt(TOKENS.size())));
  }

  static String customer(SplittableRandom random) {
    return "c-" + random.nextInt(CUSTOMERS);
  }

  static String sku(SplittableRandom random) {
    return SKUS.get(random.nextInt(SKUS.size()));
  }
}
