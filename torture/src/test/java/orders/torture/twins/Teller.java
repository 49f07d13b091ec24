package orders.torture.twins;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// Sends requests and writes down what became of each.
final class Teller implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final List<TwinApp> apps;
  private final History history;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final long beganNanos = System.nanoTime();

  Teller(List<TwinApp> apps, History history) {
    this.apps = apps;
    this.history = history;
  }

  /// What is asked of one instance.
  ///
  /// @param expected for `If-Match`; [Operation#NONE] without
  /// @param body empty for a read
  record Request(
      int session,
      Kind kind,
      String subject,
      String view,
      String path,
      String key,
      long expected,
      String body,
      String token) {}

  Operation send(int instance, Request asked) {
    long number = numbers.incrementAndGet();
    HttpRequest request = request(apps.get(instance % apps.size()).api(), asked);
    long start = System.nanoTime() - beganNanos;
    HttpResponse<String> answer = null;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // Nobody answered.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long end = System.nanoTime() - beganNanos;
    Operation operation =
        answer == null
            ? operation(number, asked, start, end, Result.UNKNOWN, 0, "", JSON.nullNode(), "")
            : operation(
                number,
                asked,
                start,
                end,
                result(answer.statusCode()),
                answer.statusCode(),
                sha256(answer.body()),
                json(answer.body()),
                answer.headers().firstValue("Consistency-Token").orElse(""));
    history.add(operation);
    if (operation.result() == Result.OK) {
      answered.incrementAndGet();
    }
    return operation;
  }

  /// How many requests were carried out.
  long answered() {
    return answered.get();
  }

  @Override
  public void close() {
    http.close();
    history.close();
  }

  private static HttpRequest request(URI api, Request asked) {
    var request = HttpRequest.newBuilder(api.resolve(asked.path())).timeout(TIMEOUT);
    if (!asked.token().isEmpty()) {
      request.header("Consistency-Token", asked.token());
    }
    if (asked.expected() != Operation.NONE) {
      request.header("If-Match", "\"" + asked.expected() + "\"");
    }
    return asked.kind() == Kind.READ
        ? request.GET().build()
        : request
            .header("Idempotency-Key", asked.key())
            .POST(HttpRequest.BodyPublishers.ofString(asked.body()))
            .build();
  }

  private static Operation operation(
      long number,
      Request asked,
      long start,
      long end,
      Result result,
      int status,
      String answer,
      JsonNode body,
      String token) {
    String id = asked.subject().isEmpty() ? body.path("id").asText("") : asked.subject();
    return new Operation(
        number,
        asked.session(),
        asked.kind(),
        id,
        asked.view(),
        asked.key(),
        sha256(asked.path() + "\n" + asked.expected() + "\n" + asked.body()),
        asked.expected(),
        start,
        end,
        result,
        status,
        answer,
        body.path("commandId").asText(""),
        version(body),
        asked.view().equals("orders") && result == Result.OK ? body.path("status").asText("") : "",
        asked.token(),
        token);
  }

  private static long version(JsonNode body) {
    return body.path("version")
        .asLong(
            body.path("currentVersion")
                .asLong(body.path("origin").path("version").asLong(Operation.NONE)));
  }

  private static Result result(int status) {
    return switch (status) {
      case 200, 201 -> Result.OK;
      case 400, 404, 409, 412, 422, 428 -> Result.REFUSED;
      default -> Result.UNKNOWN;
    };
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.nullNode();
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
