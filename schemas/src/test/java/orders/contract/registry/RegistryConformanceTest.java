package orders.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every call of `registry-conformance.yaml` against our registry, or against the one that
/// `-Dregistry.url` names; `-Dregistry.kind=apicurio` expects what Apicurio does otherwise.
class RegistryConformanceTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String KIND = System.getProperty("registry.kind", "confluent");
  private static final String PREFIX = "t" + UUID.randomUUID() + ".";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, JsonNode> IDS = new HashMap<>();
  private static JsonNode script;
  private static Optional<RegistryServer> ours = Optional.empty();
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    script =
        new YAMLMapper()
            .readTree(
                RegistryConformanceTest.class.getResourceAsStream("/registry-conformance.yaml"));
    String other = System.getProperty("registry.url", "");
    if (other.isBlank()) {
      ours = Optional.of(RegistryServer.start(0, new MemoryRegistry()));
    }
    url = ours.map(server -> server.url().toString()).orElse(other);
  }

  @AfterAll
  static void stop() {
    ours.ifPresent(RegistryServer::close);
    CLIENT.close();
  }

  @TestFactory
  Stream<DynamicTest> answers_are_the_documented_ones() {
    return StreamSupport.stream(script.path("calls").spliterator(), false)
        .map(call -> DynamicTest.dynamicTest(name(call), () -> check(call)));
  }

  private static String name(JsonNode call) {
    String sent = call.path("send").toString();
    return call.path("call").asText() + " " + sent + " is " + call.path("status").asText();
  }

  private static void check(JsonNode call) throws Exception {
    JsonNode instead = call.path(KIND);
    JsonNode status =
        instead.path("status").isMissingNode() ? call.path("status") : instead.path("status");
    HttpResponse<String> response = send(call);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status.asInt());
    if (!instead.isMissingNode()) {
      expect(instead, response);
      return;
    }
    assertThat(response.headers().firstValue("Content-Type").orElse("")).contains("json");
    expect(call, response);
  }

  private static void expect(JsonNode wanted, HttpResponse<String> response) throws Exception {
    if (wanted.has("error")) {
      JsonNode answer = JSON.readTree(response.body());
      assertThat(answer.path("error_code").asInt()).isEqualTo(wanted.path("error").asInt());
      assertThat(answer.path("message").asText()).isNotBlank();
    }
    if (wanted.has("text")) {
      assertThat(JSON.readTree(response.body()))
          .isEqualTo(JSON.readTree(filled(wanted.path("text").asText()).asText()));
    }
    if (wanted.has("answer")) {
      assertThat(fits(wanted.path("answer"), JSON.readTree(response.body())))
          .as("%s is not %s", response.body(), wanted.path("answer"))
          .isTrue();
    }
    for (JsonNode element : wanted.path("contains")) {
      assertThat(JSON.readTree(response.body())).anyMatch(actual -> fits(element, actual));
    }
  }

  private static HttpResponse<String> send(JsonNode call) throws Exception {
    String[] line = call.path("call").asText().split(" ", 2);
    String path = line[1].replace("@", PREFIX);
    for (Map.Entry<String, JsonNode> id : IDS.entrySet()) {
      path = path.replace(id.getKey(), id.getValue().asText());
    }
    String body = call.has("send") ? text(call.path("send")) : "";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", RegistryServer.CONTENT_TYPE)
            .method(line[0], BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  /// The JSON of a tree, with what its texts stand for.
  private static String text(JsonNode tree) {
    return switch (tree.getNodeType()) {
      case OBJECT ->
          tree.properties().stream()
              .map(field -> "\"" + field.getKey() + "\":" + text(field.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case ARRAY ->
          StreamSupport.stream(tree.spliterator(), false)
              .map(RegistryConformanceTest::text)
              .collect(Collectors.joining(",", "[", "]"));
      case STRING -> filled(tree.asText()).toString();
      case NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO -> tree.toString();
    };
  }

  private static JsonNode filled(String text) {
    return text.startsWith("$")
        ? script.path("schemas").path(text.substring(1))
        : TextNode.valueOf(text.replace("@", PREFIX));
  }

  private static boolean fits(JsonNode wanted, JsonNode actual) {
    return switch (wanted.getNodeType()) {
      case OBJECT ->
          wanted.properties().stream()
              .allMatch(field -> fits(field.getValue(), actual.path(field.getKey())));
      case ARRAY ->
          wanted.size() == actual.size()
              && Stream.iterate(0, i -> i < wanted.size(), i -> i + 1)
                  .allMatch(i -> fits(wanted.get(i), actual.get(i)));
      case STRING -> textFits(wanted.asText(), actual);
      case NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO -> wanted.equals(actual);
    };
  }

  private static boolean textFits(String wanted, JsonNode actual) {
    if (wanted.equals("*")) {
      return actual.isTextual() && !actual.asText().isBlank();
    }
    if (wanted.startsWith("#")) {
      JsonNode learnt = Objects.requireNonNullElse(IDS.putIfAbsent(wanted, actual), actual);
      return actual.isInt() && actual.equals(learnt);
    }
    return filled(wanted).equals(actual);
  }
}
