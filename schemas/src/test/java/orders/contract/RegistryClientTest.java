package orders.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import orders.contract.order.event.LineReserved;
import orders.contract.registry.Level;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.Registry;
import orders.contract.registry.RegistryServer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private final Registry schemas = new MemoryRegistry();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> credentials = new ArrayList<>();
  private RegistryServer server;
  private HttpServer scripted;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(0, schemas);
    scripted = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    scripted.createContext(
        "/",
        exchange -> {
          credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "503 {}");
          byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    scripted.start();
  }

  @AfterEach
  void stop() {
    server.close();
    scripted.stop(0);
  }

  @Test
  void allBundledSchemasAreRegisteredAndReadThroughIt() {
    try (RegistryClient client = client(server.url())) {
      SchemaIds<Integer> ids = BundledSchemas.register(client);
      assertThat(schemas.subjects()).hasSameElementsAs(BundledSchemas.all().keySet());
      var value = new AvroEncoder<SpecificRecord>(ids).encode(new LineReserved("tea", 3));
      assertThat(AvroDecoder.of(ids, LineReserved.class).decode(value))
          .isEqualTo(new LineReserved("tea", 3));
    }
  }

  @Test
  void aRegistryThatFailsIsPassedOver() {
    URI closed = URI.create("http://127.0.0.1:1");
    try (RegistryClient client = client(closed, url(), server.url())) {
      assertThat(client.register("s", LineReserved.getClassSchema())).isEqualTo(1);
    }
    try (RegistryClient client = client(closed, url())) {
      assertThatThrownBy(() -> client.register("s", LineReserved.getClassSchema()))
          .isInstanceOf(SchemaStore.Unavailable.class);
    }
  }

  @Test
  void onlySuccessesAreRemembered() {
    try (RegistryClient client = client(server.url())) {
      assertThat(client.byId(1)).isEmpty();
      schemas.register("s", LineReserved.getClassSchema());
      assertThat(client.byId(1)).contains(LineReserved.getClassSchema());
      server.close();
      assertThat(client.byId(1)).contains(LineReserved.getClassSchema());
      assertThatThrownBy(() -> client.byId(2)).isInstanceOf(SchemaStore.Unavailable.class);
    }
  }

  @Test
  void refusalsAreTypedAndFinal() {
    schemas.setLevel(Optional.of("s"), Level.FULL);
    schemas.register("s", SchemaBuilder.record("T").fields().endRecord());
    try (RegistryClient client = client(server.url())) {
      Schema wider = SchemaBuilder.record("T").fields().requiredInt("a").endRecord();
      assertThatThrownBy(() -> client.register("s", wider))
          .isInstanceOf(SchemaStore.IncompatibleSchema.class);
    }
  }

  @Test
  void aServerThatIsNoRegistryDoesNotMakeSchemasUnknown() {
    answers.put("/schemas/ids/1", "404 {\"message\":\"no such page\"}");
    answers.put("/schemas/ids/2", "401 {\"error_code\":401}");
    answers.put("/schemas/ids/3", "200 <html>");
    try (RegistryClient client = client(url())) {
      for (int id = 1; id <= 3; id++) {
        int asked = id;
        assertThatThrownBy(() -> client.byId(asked)).isInstanceOf(SchemaStore.Unavailable.class);
      }
    }
  }

  @Test
  void referencesAreFollowed() {
    answers.put(
        "/schemas/ids/1",
        "200 {\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"x.Part\\\"}\","
            + "\"references\":[{\"name\":\"x.Part\",\"subject\":\"x.Part\",\"version\":4}]}");
    answers.put(
        "/subjects/x.Part/versions/4",
        "200 {\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"x.Part\\\",\\\"size\\\":2}\"}");
    try (RegistryClient client = client(url())) {
      assertThat(client.byId(1))
          .contains(Schema.createArray(Schema.createFixed("x.Part", null, null, 2)));
    }
  }

  @Test
  void aSchemaThatIsNoAvroOrLacksAReferenceMakesItsRecordsUndecodable() {
    answers.put(
        "/schemas/ids/1",
        "200 {\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"}");
    answers.put(
        "/schemas/ids/2",
        "200 {\"schema\":\"\\\"x.Part\\\"\","
            + "\"references\":[{\"name\":\"x.Part\",\"subject\":\"x.Part\",\"version\":4}]}");
    answers.put("/subjects/x.Part/versions/4", "404 {\"error_code\":40402}");
    try (RegistryClient client = client(url())) {
      var ids = new SchemaIds<>(new ConfluentDialect(client), Map.of());
      for (int id = 1; id <= 2; id++) {
        int asked = id;
        assertThatThrownBy(() -> ids.schema(asked))
            .isInstanceOfSatisfying(
                UndecodableRecord.class,
                why -> assertThat(why.reason()).isEqualTo(UndecodableRecord.Reason.UNKNOWN_SCHEMA));
      }
    }
  }

  @Test
  void credentialsAreSent() {
    answers.put("/schemas/ids/1", "200 {\"schema\":\"\\\"int\\\"\"}");
    try (RegistryClient client = new RegistryClient(List.of(url()), Optional.of("ann:secret"))) {
      assertThat(client.byId(1)).contains(Schema.create(Schema.Type.INT));
    }
    assertThat(credentials).containsExactly("Basic YW5uOnNlY3JldA==");
  }

  private URI url() {
    InetSocketAddress address = scripted.getAddress();
    return URI.create("http://%s:%d/".formatted(address.getHostString(), address.getPort()));
  }

  private static RegistryClient client(URI... urls) {
    return new RegistryClient(List.of(urls), Optional.empty());
  }
}
