package orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A client that holds every response against the contract.
final class Api implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OpenApiContract CONTRACT = OpenApiContract.load();

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private Api(HttpServer server) {
    this.server = server;
  }

  static Api over(List<Routes> routes) {
    return new Api(HttpServer.start("127.0.0.1", 0, routes));
  }

  /// A response, read.
  record Reply(int status, String body, HttpResponse<String> raw) {

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /// The kind of problem; empty when it is none.
    String problem() {
      return json().path("type").asText().replace("/problems/", "");
    }
  }

  Reply get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Reply post(String path, String body, String... headers) {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// A command under a key.
  Reply command(String path, String key, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .version(HttpClient.Version.HTTP_1_1);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /// Opens a response that has no end.
  Stream stream(String path, String... headers) {
    try {
      var response =
          http.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(CONTRACT.documents("GET", response.uri().getRawPath(), response.statusCode()))
          .isTrue();
      return new Stream(
          response, new BufferedReader(new InputStreamReader(response.body(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A response that goes on.
  record Stream(HttpResponse<?> response, BufferedReader body) implements AutoCloseable {

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /// The next lines up to an empty one; empty at the end.
    String block() {
      List<String> lines = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        lines.add(line);
      }
      return String.join("\n", lines);
    }

    /// The next line; empty at the end.
    String line() {
      try {
        return Objects.requireNonNullElse(body.readLine(), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    JsonNode json() throws IOException {
      return JSON.readTree(line());
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Sends without looking at the contract.
  Reply raw(HttpRequest.Builder builder) {
    try {
      var response = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Reply send(HttpRequest.Builder builder) {
    Reply reply = raw(builder);
    HttpRequest request = reply.raw().request();
    String path = request.uri().getRawPath();
    assertThat(CONTRACT.documents(request.method(), path, reply.status()))
        .as("%s %s → %d %s", request.method(), path, reply.status(), reply.body())
        .isTrue();
    assertThat(
            CONTRACT.violations(
                request.method(), path, reply.status(), reply.header("Content-Type"), reply.body()))
        .as("%s %s → %d %s", request.method(), path, reply.status(), reply.body())
        .isEmpty();
    return reply;
  }

  @Override
  public void close() {
    http.close(); // first: the server waits for connections
    server.close();
  }
}
