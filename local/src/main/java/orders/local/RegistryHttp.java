package orders.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orders.contract.registry.RegisteredSchema;
import orders.contract.registry.Registry;
import org.apache.avro.Schema;

/// The registry over Confluent's REST paths, so that kcat, Kafka UIs and Confluent's clients decode
/// what the topics hold. Loopback only.
public final class RegistryHttp implements AutoCloseable {

  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int BODY_BYTES_MAX = 1_048_576;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Registry registry;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private RegistryHttp(Registry registry, HttpServer server) {
    this.registry = registry;
    this.server = server;
  }

  /// An answer of the registry.
  private record Reply(int status, Object body) {}

  public static RegistryHttp start(Registry registry, int port) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var http = new RegistryHttp(registry, HttpServer.create(address, 0));
      http.server.setExecutor(http.threads);
      http.server.createContext("/", http::handle);
      http.server.start();
      return http;
    } catch (IOException e) {
      throw new UncheckedIOException("the registry cannot listen on port " + port, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = answer(exchange);
      } catch (IOException | org.apache.avro.AvroRuntimeException e) {
        reply = error(422, 42201, "Invalid schema");
      }
      byte[] body = JSON.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().add("Content-Type", TYPE);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    List<String> path =
        List.of(exchange.getRequestURI().getPath().replaceFirst("^/", "").split("/", -1));
    return switch (path.getFirst() + ":" + path.size() + ":" + method) {
      case "subjects:1:GET" -> new Reply(200, registry.subjects());
      case "subjects:2:POST" -> lookUp(path.get(1), schema(exchange));
      case "subjects:3:GET" -> versions(path.get(1));
      case "subjects:3:POST" ->
          new Reply(200, Map.of("id", registry.register(path.get(1), schema(exchange))));
      case "subjects:4:GET" -> version(path.get(1), path.get(3));
      case "schemas:3:GET" -> byId(path.get(2));
      case "config:1:GET" -> new Reply(200, Map.of("compatibilityLevel", "FULL_TRANSITIVE"));
      default -> error(404, 404, "HTTP 404 Not Found");
    };
  }

  private Reply lookUp(String subject, Schema schema) {
    if (registry.versions(subject).isEmpty()) {
      return error(404, 40401, "Subject not found.");
    }
    return registry
        .find(subject, schema)
        .map(found -> new Reply(200, shown(found)))
        .orElseGet(() -> error(404, 40403, "Schema not found"));
  }

  private Reply versions(String subject) {
    List<Integer> versions =
        registry.versions(subject).stream().map(RegisteredSchema::version).toList();
    return versions.isEmpty() ? error(404, 40401, "Subject not found.") : new Reply(200, versions);
  }

  private Reply version(String subject, String version) {
    List<RegisteredSchema> all = registry.versions(subject);
    if (all.isEmpty()) {
      return error(404, 40401, "Subject not found.");
    }
    Optional<RegisteredSchema> found =
        version.equals("latest")
            ? Optional.of(all.getLast())
            : all.stream()
                .filter(one -> Integer.toString(one.version()).equals(version))
                .findFirst();
    return found
        .map(one -> new Reply(200, shown(one)))
        .orElseGet(() -> error(404, 40402, "Version not found."));
  }

  private Reply byId(String text) {
    Optional<Schema> schema =
        text.matches("\\d{1,9}") ? registry.byId(Integer.parseInt(text)) : Optional.empty();
    return schema
        .map(found -> new Reply(200, Map.of("schemaType", "AVRO", "schema", found.toString())))
        .orElseGet(() -> error(404, 40403, "Schema not found"));
  }

  private static Map<String, Object> shown(RegisteredSchema schema) {
    return Map.of(
        "subject", schema.subject(),
        "version", schema.version(),
        "id", schema.id(),
        "schemaType", "AVRO",
        "schema", schema.schema().toString());
  }

  private static Schema schema(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
    JsonNode text = JSON.readTree(body).path("schema");
    return new Schema.Parser().parse(text.asText());
  }

  private static Reply error(int status, int code, String message) {
    return new Reply(status, Map.of("error_code", code, "message", message));
  }
}
