package orders.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Products with stock, some orders, and then a few more every second, placed over the public API
/// like any client's. The keys are fixed, so that a second start finds what the first one made.
final class SampleData implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleData.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(500);
  private static final int CUSTOMERS = 25;
  private static final int AT_ONCE = 20;

  private static final Map<String, Integer> PRICES =
      Map.ofEntries(
          Map.entry("pencil", 120),
          Map.entry("notebook", 450),
          Map.entry("fountain-pen", 4900),
          Map.entry("ink-blue", 890),
          Map.entry("ink-black", 890),
          Map.entry("eraser", 150),
          Map.entry("ruler", 230),
          Map.entry("stapler", 1250),
          Map.entry("desk-lamp", 3900),
          Map.entry("globe", 7900),
          Map.entry("typewriter", 24900),
          Map.entry("inkwell", 1700));

  /// How much of it.
  enum Size {
    NONE(0),
    SMALL(200),
    LARGE(5_000);

    private final int orders;

    Size(int orders) {
      this.orders = orders;
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;
  private final List<String> skus = PRICES.keySet().stream().sorted().toList();
  private final long run = System.currentTimeMillis();
  private volatile String priced = "";
  private volatile boolean closed;

  private SampleData(int port) {
    this.api = "http://127.0.0.1:" + port;
  }

  /// Makes the data in the background.
  static SampleData start(Size size, int port) {
    var samples = new SampleData(port);
    if (size != Size.NONE) {
      Thread.ofPlatform().name("sample-data").daemon().start(() -> samples.make(size));
    }
    return samples;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void make(Size size) {
    try {
      all(skus.stream().map(this::product));
      priced = tokens(all(skus.stream().map(this::stock)));
      for (int i = 0; i < size.orders && !closed; i += AT_ONCE) {
        all(
            IntStream.range(i, Math.min(i + AT_ONCE, size.orders))
                .mapToObj(n -> order("sample-" + n, n)));
      }
      System.err.println(
          "  ✓ sample data: "
              + skus.size()
              + " products, "
              + size.orders
              + " orders, then 2 a second");
      for (int n = 0; !closed; n++) {
        Thread.sleep(BETWEEN_ORDERS);
        order("live-" + run + "-" + n, n).join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("sample data stops", e);
      }
    }
  }

  private static List<HttpResponse<Void>> all(
      Stream<CompletableFuture<HttpResponse<Void>>> requests) {
    return requests.toList().stream().map(CompletableFuture::join).toList();
  }

  /// What an order must see, so that every product has its price.
  private static String tokens(List<HttpResponse<Void>> answers) {
    return answers.stream()
        .flatMap(answer -> answer.headers().firstValue("Consistency-Token").stream())
        .collect(Collectors.joining(","));
  }

  private CompletableFuture<HttpResponse<Void>> product(String sku) {
    int price = PRICES.getOrDefault(sku, 0);
    String name = sku.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sku.substring(1);
    Map<String, Object> body =
        Map.of("sku", sku, "name", name.replace('-', ' '), "priceMinor", price, "currency", "EUR");
    return post("/v1/products", "sample-product-" + sku, body);
  }

  private CompletableFuture<HttpResponse<Void>> stock(String sku) {
    return post(
        "/v1/stock/" + sku + "/receive", "sample-stock-" + sku, Map.of("quantity", 100_000));
  }

  /// One order in forty asks for more than there is.
  private CompletableFuture<HttpResponse<Void>> order(String key, int n) {
    var random = new SplittableRandom(n);
    int first = random.nextInt(skus.size());
    boolean short_ = n % 40 == 39;
    List<Map<String, Object>> lines =
        random
            .ints(0, skus.size())
            .distinct()
            .limit(1 + random.nextInt(3))
            .boxed()
            .map(
                i ->
                    Map.<String, Object>of(
                        "sku",
                        skus.get(i),
                        "quantity",
                        short_ && i == first ? 9_999 : 1 + random.nextInt(3)))
            .toList();
    Map<String, Object> body =
        Map.of(
            "customerId",
            "customer-" + n % CUSTOMERS,
            "lines",
            lines,
            "currency",
            "EUR",
            "contact",
            Map.of(
                "name", "Sample Customer",
                "email", "sample@example.org",
                "address", n + " Sample Street"),
            "paymentToken",
            "tok-approve");
    return post("/v1/orders", key, body);
  }

  private CompletableFuture<HttpResponse<Void>> post(
      String path, String key, Map<String, Object> body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(api + path))
              .header("Idempotency-Key", key)
              .header("Prefer", "wait=10")
              .header("Consistency-Token", priced)
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
              .build();
      return http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new IllegalStateException("cannot write a sample", e);
    }
  }
}
