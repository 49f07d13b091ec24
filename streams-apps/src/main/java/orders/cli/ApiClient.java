package orders.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Talks to a running system over its public API.
final class ApiClient {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration CONNECT_WAIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WAIT)
          .build();
  private final String base;

  ApiClient(String base) {
    this.base = base;
  }

  /// What came back.
  record Reply(int status, JsonNode body, HttpResponse<String> response) {}

  Reply get(String path) {
    return send(request(path).GET());
  }

  Reply post(String path, Object body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          request(path).POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
      headers.forEach(request::header);
      return send(request);
    } catch (IOException e) {
      throw new Failure(ExitCodes.FAILED, "cannot write the request", "");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_WAIT);
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode body =
          response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
      if (response.statusCode() >= 400) {
        throw failure(response.statusCode(), body);
      }
      return new Reply(response.statusCode(), body, response);
    } catch (ConnectException e) {
      throw new Failure(
          ExitCodes.UNREACHABLE,
          "nothing answers at " + base,
          "start it with ./orders dev, or set ORDERS_URL");
    } catch (IOException e) {
      throw new Failure(ExitCodes.UNREACHABLE, "no answer from " + base, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCodes.INTERRUPTED, "interrupted", "");
    }
  }

  private static Failure failure(int status, JsonNode problem) {
    StringBuilder text = new StringBuilder(problem.path("title").asText("HTTP " + status));
    text.append(": ").append(problem.path("detail").asText());
    problem
        .path("errors")
        .forEach(
            error ->
                text.append(" [")
                    .append(error.path("pointer").asText())
                    .append(" ")
                    .append(error.path("detail").asText())
                    .append("]"));
    int code =
        switch (status) {
          case 404 -> ExitCodes.NOT_FOUND;
          case 409, 412, 422, 428 -> ExitCodes.CONFLICT;
          case 503 -> ExitCodes.BEHIND;
          default -> ExitCodes.FAILED;
        };
    return new Failure(code, text.toString(), problem.path("type").asText(""));
  }
}
