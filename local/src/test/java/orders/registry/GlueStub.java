package orders.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// AWS Glue's schema calls as its API reference describes them, for serializers to be tried with:
/// ours and AWS's own.
public final class GlueStub implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> SETTINGS =
      Map.of(
          "aws.region", "eu-west-1",
          "aws.accessKeyId", "test",
          "aws.secretAccessKey", "test");

  private final Map<String, Map<String, UUID>> schemas = new HashMap<>();
  private final Map<UUID, String> definitions = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final HttpServer server;
  private String status = "AVAILABLE";
  private boolean meanwhile;

  private GlueStub(HttpServer server) {
    this.server = server;
  }

  /// Starts it and points the AWS SDK of this JVM at it.
  public static GlueStub start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GlueStub stub = new GlueStub(http);
    http.createContext("/", stub::handle);
    http.start();
    SETTINGS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlGlue", stub.url());
    return stub;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What became of a version that Glue checks; PENDING ends with the second look.
  synchronized void registeredAs(String status) {
    this.status = status;
  }

  /// From now on another process creates a schema between our look and our call.
  synchronized void createsMeanwhile() {
    meanwhile = true;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
    SETTINGS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlGlue");
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String call = target.substring(target.indexOf('.') + 1);
    calls.add(call);
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    ObjectNode answer = JSON.createObjectNode();
    boolean found =
        switch (call) {
          case "GetSchemaByDefinition" -> byDefinition(request, answer);
          case "RegisterSchemaVersion" -> register(request, answer);
          case "CreateSchema" -> create(request, answer);
          case "GetSchemaVersion" -> version(request, answer);
          case "PutSchemaVersionMetadata" -> true;
          default -> throw new IOException("no such call: " + call);
        };
    if (!found) {
      answer.removeAll();
      boolean known = call.equals("CreateSchema");
      answer.put("__type", known ? "AlreadyExistsException" : "EntityNotFoundException");
      answer.put("Message", known ? "it is there" : "not found");
    }
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(found ? 200 : 400, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private boolean byDefinition(JsonNode request, ObjectNode answer) {
    Map<String, UUID> versions = schemas.get(name(request.path("SchemaId")));
    UUID id = versions == null ? null : versions.get(definition(request));
    if (id == null) {
      return false;
    }
    answer.put("SchemaVersionId", id.toString()).put("DataFormat", "AVRO");
    answer.put("Status", "AVAILABLE");
    return true;
  }

  private boolean register(JsonNode request, ObjectNode answer) {
    Map<String, UUID> versions = schemas.get(name(request.path("SchemaId")));
    if (versions == null) {
      return false;
    }
    answer.put("SchemaVersionId", added(versions, request).toString());
    answer.put("VersionNumber", versions.size()).put("Status", status);
    return true;
  }

  private boolean create(JsonNode request, ObjectNode answer) {
    String name =
        request.path("RegistryId").path("RegistryName").asText()
            + "/"
            + request.path("SchemaName").asText();
    Map<String, UUID> versions = schemas.computeIfAbsent(name, _ -> new LinkedHashMap<>());
    if (meanwhile) {
      return false;
    }
    answer.put("SchemaVersionId", added(versions, request).toString());
    answer.put("SchemaName", request.path("SchemaName").asText());
    answer.put("Compatibility", request.path("Compatibility").asText());
    answer.put("SchemaVersionStatus", "AVAILABLE");
    return true;
  }

  private boolean version(JsonNode request, ObjectNode answer) {
    String definition = definitions.get(UUID.fromString(request.path("SchemaVersionId").asText()));
    if (definition == null) {
      return false;
    }
    answer.put("SchemaVersionId", request.path("SchemaVersionId").asText());
    answer.put("SchemaDefinition", definition).put("DataFormat", "AVRO");
    answer.put("SchemaArn", "arn:aws:glue:eu-west-1:1:schema/orders/x").put("VersionNumber", 1);
    answer.put("Status", status.equals("PENDING") ? "AVAILABLE" : status);
    return true;
  }

  private UUID added(Map<String, UUID> versions, JsonNode request) {
    UUID id = versions.computeIfAbsent(definition(request), _ -> UUID.randomUUID());
    definitions.put(id, definition(request));
    return id;
  }

  private static String definition(JsonNode request) {
    return request.path("SchemaDefinition").asText();
  }

  private static String name(JsonNode schema) {
    return schema.path("RegistryName").asText() + "/" + schema.path("SchemaName").asText();
  }
}
