package orders.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import orders.contract.order.event.LineReserved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryServerTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ONE =
      "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
  private static final String ONE_MORE_OPTIONAL =
      ONE.replace("]}", ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
  private static final String ONE_MORE_REQUIRED =
      ONE.replace("]}", ",{\"name\":\"b\",\"type\":\"int\"}]}");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Registry registry = new MemoryRegistry();
  private RegistryServer server;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(0, registry);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void aSchemaIsRegisteredOnceAndFoundByIdVersionAndText() throws Exception {
    assertThat(get("/subjects").body()).isEqualTo("[]");
    assertThat(post("/subjects/a/versions", schema(ONE)).body()).isEqualTo("{\"id\":1}");
    assertThat(post("/subjects/a/versions", schema(ONE)).body()).isEqualTo("{\"id\":1}");
    assertThat(post("/subjects/b/versions", schema(ONE)).body()).isEqualTo("{\"id\":1}");
    assertThat(post("/subjects/a/versions", schema(ONE_MORE_OPTIONAL)).body())
        .isEqualTo("{\"id\":2}");
    assertThat(get("/subjects").body()).isEqualTo("[\"a\",\"b\"]");
    assertThat(get("/subjects/a/versions").body()).isEqualTo("[1,2]");
    JsonNode byId = json(get("/schemas/ids/1"));
    assertThat(byId.path("schemaType").asText()).isEqualTo("AVRO");
    assertThat(byId.path("schema").asText()).isEqualTo(ONE);
    JsonNode first = json(get("/subjects/a/versions/1"));
    assertThat(first.path("subject").asText()).isEqualTo("a");
    assertThat(first.path("version").asInt()).isEqualTo(1);
    assertThat(first.path("id").asInt()).isEqualTo(1);
    assertThat(first.path("schema").asText()).isEqualTo(ONE);
    assertThat(json(get("/subjects/a/versions/latest")).path("version").asInt()).isEqualTo(2);
    assertThat(json(get("/subjects/a/versions/-1")).path("version").asInt()).isEqualTo(2);
    assertThat(json(post("/subjects/a", schema(ONE))).path("version").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereHasItsOwnCode() throws Exception {
    post("/subjects/a/versions", schema(ONE));
    assertError(get("/subjects/x/versions"), 404, 40401);
    assertError(get("/subjects/x/versions/1"), 404, 40401);
    assertError(post("/subjects/x", schema(ONE)), 404, 40401);
    assertError(get("/subjects/a/versions/9"), 404, 40402);
    assertError(post("/subjects/a", schema(ONE_MORE_OPTIONAL)), 404, 40403);
    assertError(get("/schemas/ids/9"), 404, 40403);
    assertError(get("/config/a"), 404, 40408);
    assertError(get("/nowhere"), 404, 404);
    assertError(put("/subjects", "{}"), 405, 405);
  }

  @Test
  void whatIsWrongHasItsOwnCode() throws Exception {
    post("/subjects/a/versions", schema(ONE));
    assertError(post("/subjects/a/versions", schema("{\"type\":\"recor\"}")), 422, 42201);
    assertError(post("/subjects/a/versions", schema(ONE.replace("int", "x.Y"))), 422, 42201);
    assertError(post("/subjects/a/versions", "{}"), 422, 42201);
    assertError(
        post("/subjects/a/versions", schema(ONE).replace("{\"s", "{\"schemaType\":\"JSON\",\"s")),
        422,
        42201);
    assertError(get("/subjects/a/versions/0"), 422, 42202);
    assertError(get("/subjects/a/versions/one"), 422, 42202);
    assertError(put("/config", "{\"compatibility\":\"SOME\"}"), 422, 42203);
    assertError(post("/subjects/a/versions", "not json"), 400, 400);
    String huge = " ".repeat(RegistryRequest.BODY_BYTES_MAX + 1);
    assertError(post("/subjects/a/versions", huge), 413, 413);
  }

  @Test
  void aForeignSubjectIsBackwardCompatibleUnlessItSaysOtherwise() throws Exception {
    assertThat(get("/config").body()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    post("/subjects/a/versions", schema(ONE));
    assertError(post("/subjects/a/versions", schema(ONE_MORE_REQUIRED)), 409, 409);
    assertThat(get("/subjects/a/versions").body()).isEqualTo("[1]");
    assertThat(put("/config/a", "{\"compatibility\":\"FORWARD\"}").body())
        .isEqualTo("{\"compatibility\":\"FORWARD\"}");
    assertThat(get("/config/a").body()).isEqualTo("{\"compatibilityLevel\":\"FORWARD\"}");
    assertThat(post("/subjects/a/versions", schema(ONE_MORE_REQUIRED)).statusCode()).isEqualTo(200);
    assertThat(get("/config/b?defaultToGlobal=true").body()).contains("BACKWARD");
    put("/config", "{\"compatibility\":\"NONE\"}");
    assertThat(get("/config").body()).contains("NONE");
  }

  @Test
  void ourSubjectsMustFitTheirWholeHistoryBothWays() throws Exception {
    assertThat(get("/config/orders.contract.order.event.LineReserved").body())
        .contains("FULL_TRANSITIVE");
    String ours = LineReserved.getClassSchema().toString();
    String path = "/subjects/orders.contract.order.event.LineReserved/versions";
    post(path, schema(ours));
    String more = "{\"name\":\"bin\",\"type\":\"string\"},{\"name\":\"sku\"";
    assertError(post(path, schema(ours.replace("{\"name\":\"sku\"", more))), 409, 409);
  }

  @Test
  void compatibilityIsAskedWithoutRegistering() throws Exception {
    String path = "/compatibility/subjects/a/versions/";
    assertThat(post(path + "latest", schema(ONE)).body()).isEqualTo("{\"is_compatible\":true}");
    assertError(post(path + "1", schema(ONE)), 404, 40401);
    post("/subjects/a/versions", schema(ONE));
    assertThat(post(path + "1", schema(ONE_MORE_OPTIONAL)).body()).contains("true");
    JsonNode no = json(post(path + "latest?verbose=true", schema(ONE_MORE_REQUIRED)));
    assertThat(no.path("is_compatible").asBoolean()).isFalse();
    assertThat(no.path("messages").get(0).asText())
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "/fields/1");
    assertError(post(path + "2", schema(ONE)), 404, 40402);
    assertThat(get("/subjects/a/versions").body()).isEqualTo("[1]");
  }

  @Test
  void whatIsNotKeptIsRefusedAndNotForgotten() throws Exception {
    String body = "{\"schema\":\"\\\"int\\\"\",";
    for (String field :
        List.of(
            "\"metadata\":{\"properties\":{\"owner\":\"ann\"}}",
            "\"ruleSet\":{\"domainRules\":[{\"name\":\"r\"}]}",
            "\"schemaTags\":[{\"tags\":{\"add\":[\"PII\"]}}]")) {
      for (String path : List.of("/subjects/a/versions", "/compatibility/subjects/a/versions")) {
        assertError(post(path, body + field + "}"), 422, 42201);
      }
    }
    assertError(post("/subjects/a/versions?normalize=true", schema(ONE)), 422, 42201);
    assertThat(registry.subjects()).isEmpty();
    String nothing = body + "\"metadata\":null,\"ruleSet\":{}}";
    assertThat(post("/subjects/a/versions?normalize=false", nothing).body())
        .isEqualTo("{\"id\":1}");
  }

  @Test
  void aSubjectMayHoldAnyCharacter() throws Exception {
    post("/subjects/a%2Fb+c%20d/versions", schema(ONE));
    assertThat(registry.subjects()).containsExactly("a/b+c d");
  }

  @Test
  void answersCarryTheRegistrysContentTypeAndOnlyThisMachineHears() throws Exception {
    assertThat(get("/subjects").headers().firstValue("Content-Type"))
        .contains(RegistryServer.CONTENT_TYPE);
    assertThat(get("/nowhere").headers().firstValue("Content-Type"))
        .contains(RegistryServer.CONTENT_TYPE);
    assertThat(server.url().getHost()).isIn("localhost", "127.0.0.1");
  }

  @Test
  void whatIsServedToBeReadIsNotChanged() throws Exception {
    post("/subjects/a/versions", schema(ONE));
    var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server.close();
    server = RegistryServer.start(anywhere, registry, RegistryServer.Access.READ_ONLY);

    assertThat(get("/schemas/ids/1").statusCode()).isEqualTo(200);
    assertThat(post("/subjects/a", schema(ONE)).statusCode()).isEqualTo(200);
    assertThat(
            post("/compatibility/subjects/a/versions/latest", schema(ONE_MORE_OPTIONAL))
                .statusCode())
        .isEqualTo(200);

    assertError(post("/subjects/a/versions", schema(ONE_MORE_OPTIONAL)), 422, 42205);
    assertError(put("/config", "{\"compatibility\":\"NONE\"}"), 422, 42205);
    assertError(put("/mode/a", "{\"mode\":\"READONLY\"}"), 422, 42205);
    assertError(send(HttpRequest.newBuilder(uri("/subjects/a")).DELETE()), 422, 42205);
    assertThat(registry.versions("a")).hasSize(1);
  }

  @Test
  void aTakenPortIsToldAtOnce() {
    assertThatThrownBy(() -> RegistryServer.start(server.url().getPort(), registry))
        .isInstanceOf(BindException.class);
  }

  private static void assertError(HttpResponse<String> response, int status, int code)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("error_code").asInt()).isEqualTo(code);
    assertThat(json(response).path("message").asText()).isNotBlank();
  }

  private static String schema(String text) {
    return JSON.createObjectNode().put("schema", text).toString();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(server.url() + path);
  }
}
