package orders.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A caller who does what callers do, all the while, over a kept connection and over new ones.
final class Healthy implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;

  private final int port;
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads;

  Healthy(int port) {
    this.port = port;
    this.threads =
        List.of(
            Thread.ofVirtual().start(() -> ask(false)), Thread.ofVirtual().start(() -> ask(true)));
  }

  private void ask(boolean anew) {
    HttpClient http = HttpClient.newHttpClient();
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        one(http);
        if (anew) {
          http.close();
          http = HttpClient.newHttpClient();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      http.close();
    }
  }

  private void one(HttpClient http) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/orders?limit=5"))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(30));
      int status = http.send(request.build(), BodyHandlers.ofString()).statusCode();
      if (status != 200) {
        wrong.add("status " + status);
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    }
    nanos.add(System.nanoTime() - begun);
  }

  int count() {
    return nanos.size();
  }

  /// What went wrong.
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /// Of a hundred answers, the slowest but one.
  Duration p99() {
    List<Long> sorted = nanos.stream().sorted().toList();
    return Duration.ofNanos(sorted.get((int) (sorted.size() * 0.99)));
  }

  @Override
  public String toString() {
    return nanos.size() + ", p99 " + p99().toMillis() + " ms";
  }

  @Override
  public void close() {
    closed.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
