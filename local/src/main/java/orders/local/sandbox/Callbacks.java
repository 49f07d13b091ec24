package orders.local.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls back, signed as Standard Webhooks say, until the call is taken.
final class Callbacks implements AutoCloseable {

  /// Tries of one call: about a quarter of an hour.
  static final int TRIES_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private final Journal journal;
  private final SecretKeySpec key;
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().daemon().name("sandbox-callbacks").factory());
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_MAX)
          .build();
  private volatile @org.jspecify.annotations.Nullable URI base;

  /// @param secret `whsec_` and Base64
  Callbacks(Journal journal, String secret) {
    this.journal = journal;
    byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /// Where calls go; until this is said they wait.
  void callTo(URI receiver) {
    base = receiver;
  }

  /// Keeps a call, and makes it after a while.
  void send(Message message, Duration after) {
    journal.keep(message);
    later(after, () -> deliver(message, 1));
  }

  /// Makes a call that was kept before.
  void resume(Message message) {
    later(Duration.ZERO, () -> deliver(message, 1));
  }

  void later(Duration after, Runnable what) {
    try {
      Future<?> _ =
          clock.schedule(
              () -> Thread.ofVirtual().start(what), after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the sandbox is closed");
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    http.shutdownNow();
  }

  private void deliver(Message message, int tries) {
    if (taken(message)) {
      journal.told(message.id());
    } else if (tries < TRIES_MAX) {
      long pause = FIRST_PAUSE.toMillis() << Math.min(tries - 1, 6);
      later(
          Duration.ofMillis(Math.min(pause, LONGEST_PAUSE.toMillis())),
          () -> deliver(message, tries + 1));
    } else {
      LOG.warn("nobody takes the call {} to {}", message.id(), message.path());
    }
  }

  private boolean taken(Message message) {
    URI receiver = base;
    if (receiver == null) {
      return false;
    }
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(receiver.resolve(message.path()))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .header("webhook-id", message.id())
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature(message, timestamp))
            .POST(BodyPublishers.ofString(message.body()))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String signature(Message message, String timestamp) {
    String signed = message.id() + "." + timestamp + "." + message.body();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] hash = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
