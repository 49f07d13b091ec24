package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/// Does what any careful client does: after no answer or a 503 or a 202 it asks again, the next
/// instance first.
final class PatientClient implements AutoCloseable {

  private static final Duration SETTLED_MAX = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final IntFunction<AppProcess> instances;

  /// @param instances the one to ask at the n-th try
  PatientClient(IntFunction<AppProcess> instances) {
    this.instances = instances;
  }

  /// Posts until the command is settled.
  HttpResponse<String> post(int instance, String path, String key, String body, String... headers) {
    long deadline = System.nanoTime() + SETTLED_MAX.toNanos();
    for (int at = instance; System.nanoTime() < deadline; at++) {
      try {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(instances.apply(at).url(path))
                .timeout(Duration.ofSeconds(30))
                .header("Idempotency-Key", key)
                .header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
          request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 202 && answer.statusCode() != 503) {
          return answer;
        }
      } catch (IOException e) {
        // Killed, or not up yet: the other one then.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("no answer to " + path + " under " + key);
  }

  CompletableFuture<HttpResponse<String>> postLater(
      int instance, String path, String key, String body) {
    var answer = new CompletableFuture<HttpResponse<String>>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(post(instance, path, key, body));
              } catch (RuntimeException | AssertionError e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  /// Reads once, from one instance.
  HttpResponse<String> get(int instance, String path, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(instances.apply(instance).url(path)).timeout(Duration.ofSeconds(40));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits until a read reflects a token.
  HttpResponse<String> read(int instance, String path, String token) {
    return await()
        .pollDelay(Duration.ZERO)
        .atMost(SETTLED_MAX)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> get(instance, path, "Consistency-Token", token, "Prefer", "wait=20"),
            answer -> answer.statusCode() == 200);
  }

  static String header(HttpResponse<?> answer, String name) {
    assertThat(answer.headers().firstValue(name))
        .as("%s of the answer %d %s", name, answer.statusCode(), answer.body())
        .isPresent();
    return answer.headers().firstValue(name).orElseThrow();
  }

  @Override
  public void close() {
    http.close();
  }
}
