package orders.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Stands before the provider and the carrier, and counts who goes in.
final class Doorman implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

  private final AtomicLong calls = new AtomicLong();
  private final URI behind;
  private final HttpServer server;

  private Doorman(URI behind, HttpServer server) {
    this.behind = behind;
    this.server = server;
  }

  /// @param behind scheme, host and port of whom calls are passed on to
  static Doorman before(URI behind) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var doorman = new Doorman(behind, server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", doorman::pass);
      server.start();
      return doorman;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same place, by way of this door.
  URI door(URI inside) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + inside.getPath());
  }

  long calls() {
    return calls.get();
  }

  private void pass(HttpExchange call) throws IOException {
    calls.incrementAndGet();
    var request =
        HttpRequest.newBuilder(behind.resolve(call.getRequestURI().toString()))
            .method(
                call.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(call.getRequestBody().readAllBytes()));
    call.getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try (call) {
      HttpResponse<byte[]> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> call.getResponseHeaders().add("content-type", type));
      call.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      try (OutputStream out = call.getResponseBody()) {
        out.write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
