package orders.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Checks responses against `openapi.yaml`. Stricter than the document: a member that it does not
/// name is an error too.
final class OpenApiContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode document;
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private OpenApiContract(JsonNode document) {
    this.document = document;
  }

  static OpenApiContract load() {
    try (InputStream in = OpenApiContract.class.getResourceAsStream("/openapi.yaml")) {
      var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      JsonNode document = JSON.valueToTree(yaml.load(Objects.requireNonNull(in)));
      document.at("/components/schemas").forEach(OpenApiContract::close);
      return new OpenApiContract(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every operation as `GET /v1/orders/{id}`.
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /// What the response breaks; empty when it fits.
  List<String> violations(String method, String path, int status, String type, String body) {
    Optional<JsonNode> operation = operation(method, path);
    boolean general = operation.isEmpty() || status == 405 || status == 500;
    JsonNode content =
        general
            ? document.at("/components/responses/Problem/content")
            : resolved(operation.get().path("responses").path(String.valueOf(status)))
                .path("content");
    String mediaType = type.replaceFirst(";.*", "");
    if (content.isMissingNode()) {
      return body.isEmpty() ? List.of() : List.of("a body where none is documented: " + status);
    }
    JsonNode media = content.path(mediaType);
    if (media.isMissingNode()) {
      return List.of(mediaType + " is not documented for " + status);
    }
    return media.has("schema") ? violations(media.get("schema"), body) : List.of();
  }

  /// Whether a status is documented for an operation.
  boolean documents(String method, String path, int status) {
    return operation(method, path)
        .map(found -> found.path("responses").has(String.valueOf(status)))
        .orElse(status == 404 || status == 405);
  }

  /// What a problem breaks whose request reached no operation.
  List<String> problem(String body) {
    return violations(document.at("/components/schemas/Problem"), body);
  }

  private List<String> violations(JsonNode schema, String body) {
    Schema compiled = compiled(schema);
    try {
      return compiled.validate(JSON.readTree(body)).stream().map(Object::toString).toList();
    } catch (IOException e) {
      return List.of("no JSON: " + body);
    }
  }

  private Schema compiled(JsonNode schema) {
    return compiled.computeIfAbsent(
        schema,
        some -> {
          ObjectNode root = JSON.createObjectNode();
          root.putArray("allOf").add(some);
          root.set("components", document.get("components"));
          return schemas.getSchema(root);
        });
  }

  private Optional<JsonNode> operation(String method, String path) {
    return document.get("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
        .map(entry -> entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
        .filter(found -> !found.isMissingNode())
        .findFirst();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(OpenApiContract::close);
  }
}
