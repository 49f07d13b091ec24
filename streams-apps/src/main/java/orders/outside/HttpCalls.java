package orders.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import orders.engine.effect.Reply;
import orders.http.Json;
import org.jspecify.annotations.Nullable;

/// Calls to one party outside, and what its answers mean: a server error or no answer in time
/// leaves
/// open whether it was done; a refused connection or "later" says that it was not. After many calls
/// without an answer none is made for a while, so that a party that is down is left to come back.
final class HttpCalls implements AutoCloseable {

  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration SHUT = Duration.ofSeconds(5);
  private static final int LATER_SECONDS_MAX = 60;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final URI base;
  private final CircuitBreaker breaker;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();

  /// @param name of the party, for its circuit breaker
  HttpCalls(String name, URI base) {
    this.base = base;
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(50)
                .minimumNumberOfCalls(20)
                .failureRateThreshold(60)
                .waitDurationInOpenState(SHUT)
                .permittedNumberOfCallsInHalfOpenState(5)
                .maxWaitDurationInHalfOpenState(SHUT)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build());
  }

  <T> Reply<T> get(String path, Function<JsonNode, T> read) {
    return send(request(path).GET().build(), read);
  }

  <T> Reply<T> put(String path, Object body, Function<JsonNode, T> read) {
    return send(request(path).PUT(BodyPublishers.ofByteArray(Json.write(body))).build(), read);
  }

  <T> Reply<T> post(String path, Object body, Function<JsonNode, T> read) {
    return send(request(path).POST(BodyPublishers.ofByteArray(Json.write(body))).build(), read);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(ANSWER_MAX)
        .header("Content-Type", "application/json");
  }

  private <T> Reply<T> send(HttpRequest request, Function<JsonNode, T> read) {
    if (!breaker.tryAcquirePermission()) {
      return new Reply.Shut<>(SHUT);
    }
    long started = System.nanoTime();
    Reply<T> reply;
    try {
      reply = reply(request, read);
    } catch (RuntimeException e) {
      breaker.releasePermission(); // one that is never given back shuts the breaker for ever
      throw e;
    }
    long took = System.nanoTime() - started;
    if (silent(reply)) {
      breaker.onError(took, TimeUnit.NANOSECONDS, new IOException("no answer"));
    } else {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    }
    return reply;
  }

  private static boolean silent(Reply<?> reply) {
    return switch (reply) {
      case Reply.Unknown<?> _, Reply.NotNow<?> _, Reply.Shut<?> _ -> true;
      case Reply.Settled<?> _, Reply.Pending<?> _, Reply.Absent<?> _, Reply.Refused<?> _ -> false;
    };
  }

  /// The request's own time-out ends with the head of the answer; this one is for all of it.
  private <T> Reply<T> reply(HttpRequest request, Function<JsonNode, T> read) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return meaning(answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS), read);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Reply.Unknown<>("no answer in time");
    } catch (ExecutionException e) {
      return e.getCause() instanceof ConnectException
          ? new Reply.Shut<>(SHUT) // nothing was sent
          : new Reply.Unknown<>("no answer: " + name(e.getCause()));
    } catch (IOException e) {
      return new Reply.Unknown<>("an answer that cannot be read");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String name(@Nullable Throwable failure) {
    return failure == null ? "unknown" : failure.getClass().getSimpleName();
  }

  private static <T> Reply<T> meaning(HttpResponse<byte[]> answer, Function<JsonNode, T> read)
      throws IOException {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      try {
        return new Reply.Settled<>(read.apply(JSON.readTree(answer.body())));
      } catch (IllegalArgumentException e) {
        return new Reply.Unknown<>("an answer that cannot be read");
      }
    }
    return switch (status) {
      case 404 -> new Reply.Absent<>();
      case 401, 403, 407, 408, 429, 503 -> new Reply.NotNow<>("answered " + status, later(answer));
      default ->
          status >= 500
              ? new Reply.Unknown<>("answered " + status)
              : new Reply.Refused<>("refused with " + status);
    };
  }

  private static Duration later(HttpResponse<?> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("0");
    return seconds.matches("\\d{1,5}")
        ? Duration.ofSeconds(Math.min(Integer.parseInt(seconds), LATER_SECONDS_MAX))
        : Duration.ZERO;
  }
}
