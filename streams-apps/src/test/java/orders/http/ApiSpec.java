package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import orders.aggregate.order.OrderCommand;
import orders.memory.MemoryBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A server over an empty backend for each test, and the steps that tests share.
abstract class ApiSpec {

  static final String UNKNOWN = "00000000-0000-5000-8000-000000000000";

  final MemoryBackend backend = new MemoryBackend();
  Api api = Api.over(backend.routes());

  @BeforeEach
  void stock() {
    product("pen", 250, 100);
    product("ink", 1000, 5);
  }

  @AfterEach
  void stop() {
    backend.stream.close(); // first: a stream has no end of its own
    api.close();
  }

  void product(String sku, int price, int pieces) {
    String body =
        """
        {"sku":"%s","name":"A %s","priceMinor":%d,"currency":"EUR"}\
        """
            .formatted(sku, sku, price);
    assertThat(api.command("/v1/products", "list-" + sku, body).status()).isEqualTo(201);
    String received = "{\"quantity\":%d}".formatted(pieces);
    assertThat(api.command("/v1/stock/" + sku + "/receive", "receive", received).status())
        .isEqualTo(200);
  }

  static String order(String customer, String lines) {
    return """
    {"customerId":"%s","lines":[%s],"currency":"EUR",
     "contact":{"name":"Ada","email":"ada@example.org","address":"1 Street"},
     "paymentToken":"tok_secret"}\
    """
        .formatted(customer, lines);
  }

  static String line(String sku, int quantity) {
    return "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity);
  }

  /// Places an order for two pens; its id.
  String placed(String key) {
    return placed(key, "c-1");
  }

  String placed(String key, String customer) {
    var reply = api.command("/v1/orders", key, order(customer, line("pen", 2)));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("id").asText();
  }

  void pay(String orderId) {
    backend.orders.tell(orderId, new OrderCommand.RecordAuthorisation("pay-" + orderId));
  }

  void deliver(String orderId) {
    pay(orderId);
    backend.orders.tell(orderId, new OrderCommand.RecordShipment("carrier", "parcel-1", 1));
    backend.orders.tell(orderId, new OrderCommand.RecordDelivery("DHL", "T-1"));
  }

  String tag(String orderId) {
    return api.get("/v1/orders/" + orderId).header("ETag");
  }

  static boolean isUuid(String text) {
    return UUID.fromString(text).toString().equals(text);
  }
}
