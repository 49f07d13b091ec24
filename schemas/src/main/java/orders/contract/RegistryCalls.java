package orders.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Asks the registries of a list one after the other until one answers, starting with the last that
/// did.
final class RegistryCalls implements AutoCloseable {

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration REQUEST_MAX = Duration.ofSeconds(10);
  private static final int ANSWER_BYTES_MAX = 4 * 1_048_576;

  /// 40401 to 40403: no such subject, version, schema.
  private static final int MISSING_CODES = 40_400;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  private final List<Endpoint> endpoints;
  private volatile int first;

  RegistryCalls(List<URI> urls, Optional<String> userInfo) {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a registry has at least one URL");
    }
    this.endpoints = urls.stream().map(url -> Endpoint.of(url, userInfo)).toList();
  }

  /// The answer, or empty when the registry has no such thing.
  Optional<JsonNode> get(String path) {
    HttpResponse<String> response = send(path, HttpRequest.Builder::GET);
    return missing(response) ? Optional.empty() : Optional.of(accepted(response));
  }

  /// The answer to a schema.
  JsonNode post(String path, String schema) {
    return accepted(sendSchema(path, schema));
  }

  /// The answer to a schema, or empty when the registry has no such thing.
  Optional<JsonNode> find(String path, String schema) {
    HttpResponse<String> response = sendSchema(path, schema);
    return missing(response) ? Optional.empty() : Optional.of(accepted(response));
  }

  private HttpResponse<String> sendSchema(String path, String schema) {
    String body = JSON.createObjectNode().put("schema", schema).toString();
    return send(path, request -> request.POST(BodyPublishers.ofString(body)));
  }

  /// Sets something.
  void put(String path, Map<String, String> fields) {
    String body = JSON.valueToTree(fields).toString();
    var _ = accepted(send(path, request -> request.PUT(BodyPublishers.ofString(body))));
  }

  private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> method) {
    IOException last = new IOException("no registry was asked");
    int status = 0;
    int start = first;
    for (int i = 0; i < endpoints.size(); i++) {
      int index = (start + i) % endpoints.size();
      try {
        HttpResponse<String> response = sendTo(endpoints.get(index), path, method);
        if (response.statusCode() < 500) {
          first = index;
          return response;
        }
        status = response.statusCode();
        last = new IOException(endpoints.get(index).base() + " answered " + response.statusCode());
      } catch (IOException e) {
        last = e;
      }
    }
    throw new SchemaStore.Unavailable(
        "no registry of " + endpoints.stream().map(Endpoint::base).toList() + " answers",
        status,
        last);
  }

  private HttpResponse<String> sendTo(
      Endpoint endpoint, String path, UnaryOperator<HttpRequest.Builder> method)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint.base() + path))
            .timeout(REQUEST_MAX)
            .header("Accept", CONTENT_TYPE)
            .header("Content-Type", CONTENT_TYPE);
    endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      return client.send(
          method.apply(request).build(),
          BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaStore.Unavailable("interrupted while asking " + endpoint.base(), e);
    }
  }

  /// Whether the registry says that it has no such thing, unlike a server that is no registry.
  private static boolean missing(HttpResponse<String> response) {
    return response.statusCode() == 404
        && json(response.body()).path("error_code").asInt() > MISSING_CODES;
  }

  private static JsonNode accepted(HttpResponse<String> response) {
    String answer = "the registry answered " + response.statusCode() + " " + response.body();
    return switch (response.statusCode()) {
      case 200 -> json(response.body());
      case 409 -> throw new SchemaStore.IncompatibleSchema(answer);
      case 422 -> throw new SchemaStore.InvalidSchema(answer);
      default ->
          throw new SchemaStore.Unavailable(
              answer, response.statusCode(), new IOException(response.uri().toString()));
    };
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new SchemaStore.Unavailable("the registry's answer is not JSON", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /// A registry's address without the credentials that may be in it: addresses are told and logged.
  private record Endpoint(String base, Optional<String> authorization) {

    static Endpoint of(URI url, Optional<String> userInfo) {
      Optional<String> user = userInfo.or(() -> Optional.ofNullable(url.getUserInfo()));
      String host = url.getRawAuthority().substring(url.getRawAuthority().lastIndexOf('@') + 1);
      String path = url.getRawPath().replaceAll("/+$", "");
      return new Endpoint(url.getScheme() + "://" + host + path, user.map(Endpoint::basic));
    }

    private static String basic(String user) {
      return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
  }
}
