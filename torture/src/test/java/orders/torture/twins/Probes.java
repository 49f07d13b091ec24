package orders.torture.twins;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderDecider;
import orders.contract.SchemaStore;
import orders.engine.Entry;
import orders.engine.EventRecord;
import orders.engine.Outcome;
import orders.engine.Remembered;
import orders.http.HttpServer;
import orders.http.Requests;
import orders.http.Routes;
import orders.kafka.KafkaConnection;
import orders.kafka.StreamsProperties;
import orders.local.sandbox.Faults;
import orders.local.sandbox.Sandbox;
import orders.outside.HttpPaymentProvider;
import orders.policy.payment.PaymentRequest.AuthorisePayment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Asks the code itself what it does, in words: the true one says one thing, its twin another.
final class Probes {

  private static final KafkaConnection NOWHERE = new KafkaConnection("127.0.0.1:1", Map.of());

  private static final UUID ID = new UUID(1, 1);

  private Probes() {}

  static Object guarantee() {
    return properties().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
  }

  /// What the settings of a consumer become.
  static Object isolation() throws ReflectiveOperationException {
    Method method =
        ConsumerConfig.class.getDeclaredMethod(
            "appendDeserializerToConfig",
            Map.class,
            org.apache.kafka.common.serialization.Deserializer.class,
            org.apache.kafka.common.serialization.Deserializer.class);
    method.setAccessible(true);
    Map<String, Object> settings = Map.of("isolation.level", "read_committed");
    var bytes = new org.apache.kafka.common.serialization.ByteArrayDeserializer();
    return ((Map<?, ?>) method.invoke(null, settings, bytes, bytes)).get("isolation.level");
  }

  static Object remembered() {
    var outcome =
        new Outcome(
            "c",
            "o",
            1,
            1,
            Outcome.Kind.ACCEPTED,
            "",
            "",
            List.of(),
            java.time.Instant.EPOCH,
            0,
            1);
    Order none = OrderDecider.initial();
    var entry = new Entry<>(1, List.of(new Remembered("c", "f", outcome)), none);
    return entry.find("c").isPresent();
  }

  /// How many payments one that is tried twice is.
  static Object payments() {
    try (var sandbox =
            Sandbox.start(
                new Sandbox.Settings(
                    0, Optional.empty(), Sandbox.newSecret(), Faults.NONE, Duration.ZERO));
        var provider = new HttpPaymentProvider(sandbox.provider())) {
      for (int attempt = 0; attempt < 2; attempt++) {
        provider.authorise(
            ID.toString(), new AuthorisePayment(ID.toString(), 100, "EUR", "tok-approve"));
      }
      return sandbox.ledger().get("EUR").heldMinor() / 100;
    }
  }

  static Object unfoldable() {
    Properties p = properties();
    return List.of(
        p.get(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG),
        p.get(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG),
        away());
  }

  /// In how many of a hundred places a Streams app finds the registry away, once each.
  private static int away() {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    thread.setName("probe-StreamThread-1");
    try {
      int away = 0;
      for (int offset = 0; offset < 100; offset++) {
        for (int attempt = 0; attempt < 2; attempt++) {
          away += awayAt(offset) ? 1 : 0;
        }
      }
      return away;
    } finally {
      thread.setName(name);
    }
  }

  /// As a processor reads, not as a consumer does: that is where the twin stands.
  private static boolean awayAt(int offset) {
    var at = new At("orders.events", 0, offset);
    try {
      EventRecord.read("key", new byte[0], 0, new RecordHeaders(), at, null);
      return false;
    } catch (SchemaStore.Unavailable e) {
      return true;
    } catch (EventRecord.BrokenLog e) {
      return false; // there is nothing in the record
    }
  }

  /// The token that a route gets of a request that brings one.
  static Object token() throws Exception {
    Routes routes =
        to -> to.get("/token", ctx -> ctx.result(Requests.freshness(ctx).token().toString()));
    try (var server = HttpServer.start("127.0.0.1", 0, List.of(routes));
        var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/token"))
              .header("Consistency-Token", "orders.events:0:7")
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static Properties properties() {
    return StreamsProperties.exactlyOnce(
        NOWHERE,
        new StreamsProperties.App(
            "app",
            "localhost:1",
            "instance",
            Path.of("state"),
            1,
            0,
            StreamsProperties.Commit.every(Duration.ofMillis(10)),
            orders.engine.RecordTime.class));
  }

  private record At(String topic, int partition, long offset) implements RecordMetadata {}
}
