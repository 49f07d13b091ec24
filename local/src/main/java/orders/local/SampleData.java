package orders.local;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Products with stock, some orders, and then a few more every second, placed over the public API
/// like any client's. The keys are fixed, so that a second start finds what the first one made.
final class SampleData implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleData.class);
  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(500);
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

  private final SampleClient client;
  private final List<String> skus = PRICES.keySet().stream().sorted().toList();
  private final List<String> plenty =
      skus.stream().filter(sku -> !sku.equals(SampleOrder.SCARCE)).toList();
  private final long run = System.currentTimeMillis();
  private final CompletableFuture<Void> stocked = new CompletableFuture<>();
  private volatile String priced = "";
  private volatile boolean closed;

  private SampleData(int port) {
    this.client = new SampleClient(port);
  }

  /// Makes the data in the background.
  static SampleData start(Size size, int port) {
    var samples = new SampleData(port);
    if (size == Size.NONE) {
      samples.stocked.complete(null);
    } else {
      Thread.ofPlatform().name("sample-data").daemon().start(() -> samples.make(size));
    }
    return samples;
  }

  /// Waits until products and their stock are made, or that has failed, or the time is over.
  ///
  /// @return whether somebody may still want them
  boolean awaitStocked(Duration most) {
    stocked.completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS).join();
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    stocked.complete(null);
  }

  private void make(Size size) {
    try {
      all(skus.stream().map(this::product));
      priced = tokens(all(skus.stream().map(this::stock)));
      client.read("/v1/stock", priced).join();
      stocked.complete(null);
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
    } finally {
      stocked.complete(null);
    }
  }

  private static List<HttpResponse<String>> all(
      Stream<CompletableFuture<HttpResponse<String>>> requests) {
    return requests.toList().stream().map(CompletableFuture::join).toList();
  }

  /// What an order must see, so that every product has its price.
  private static String tokens(List<HttpResponse<String>> answers) {
    return answers.stream()
        .flatMap(answer -> answer.headers().firstValue("Consistency-Token").stream())
        .collect(Collectors.joining(","));
  }

  private CompletableFuture<HttpResponse<String>> product(String sku) {
    int price = PRICES.getOrDefault(sku, 0);
    String name = sku.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sku.substring(1);
    Map<String, Object> body =
        Map.of("sku", sku, "name", name.replace('-', ' '), "priceMinor", price, "currency", "EUR");
    return client.post("/v1/products", "sample-product-" + sku, "", body);
  }

  private CompletableFuture<HttpResponse<String>> stock(String sku) {
    int pieces = sku.equals(SampleOrder.SCARCE) ? 20 : 100_000;
    return client.post(
        "/v1/stock/" + sku + "/receive", "sample-stock-" + sku, "", Map.of("quantity", pieces));
  }

  private CompletableFuture<HttpResponse<String>> order(String key, int n) {
    var order = SampleOrder.of(n, plenty);
    return client
        .post("/v1/orders", key, priced, order.body())
        .whenComplete(
            (placed, _) -> {
              if (placed != null && placed.statusCode() == 201) {
                Thread.ofVirtual().start(() -> follow(order.fate(), key, placed));
              }
            });
  }

  /// What a client does about its order later.
  private void follow(SampleOrder.Fate fate, String key, HttpResponse<String> placed) {
    String location = placed.headers().firstValue("Location").orElse("");
    String orderId = location.substring(location.lastIndexOf('/') + 1);
    try {
      switch (fate) {
        case CANCELLED -> client.cancel(orderId, key + "-cancel");
        case RETURNED -> client.giveBack(orderId, key + "-return");
        case DELIVERED, SHORT, DECLINED -> {}
      }
    } catch (IOException e) {
      if (!closed) {
        LOG.warn("a sample order is not {}", fate, e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
