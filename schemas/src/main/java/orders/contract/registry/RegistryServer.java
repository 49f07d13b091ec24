package orders.contract.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orders.contract.SchemaStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets others at a schema registry over Confluent's REST calls.
///
/// It knows no users: whoever reaches it may do what it was started for, so it listens on the
/// loopback address unless another is given, and elsewhere it is better started to be read only.
public final class RegistryServer implements AutoCloseable {

  /// What Confluent's clients send and expect.
  public static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final int THREADS = 4;
  private static final int BACKLOG = 64;

  /// A request, and an answer, take less: a client that drips bytes would hold a thread for ever.
  private static final int EXCHANGE_SECONDS_MAX = 20;

  static { // the JDK's server reads these once, and has no other place for them
    System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(EXCHANGE_SECONDS_MAX));
    System.setProperty("sun.net.httpserver.maxRspTime", String.valueOf(EXCHANGE_SECONDS_MAX));
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final RegistryRoutes routes;

  private RegistryServer(HttpServer server, ExecutorService threads, RegistryRoutes routes) {
    this.server = server;
    this.threads = threads;
    this.routes = routes;
  }

  /// What those who reach it may do.
  public enum Access {
    READ_ONLY,
    READ_AND_WRITE
  }

  /// Starts serving a registry on this machine alone; it stays the caller's to close.
  ///
  /// @param port 0 for any free one
  /// @throws java.net.BindException when the port is taken
  public static RegistryServer start(int port, Registry registry) throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return start(here, registry, Access.READ_AND_WRITE);
  }

  /// Starts serving a registry, which stays the caller's to close.
  ///
  /// @throws java.net.BindException when the port is taken
  public static RegistryServer start(InetSocketAddress address, Registry registry, Access access)
      throws IOException {
    HttpServer http = HttpServer.create(address, BACKLOG);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("registry-", 0).factory());
    RegistryServer server = new RegistryServer(http, threads, new RegistryRoutes(registry, access));
    http.setExecutor(threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /// Where clients find it.
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://%s:%d".formatted(address.getHostString(), address.getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        RegistryRequest request =
            RegistryRequest.read(
                exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestBody());
        reply(exchange, 200, routes.answer(request));
      } catch (RegistryError e) {
        replyError(exchange, e.status(), e.code(), String.valueOf(e.getMessage()));
      } catch (SchemaStore.IncompatibleSchema e) {
        replyError(exchange, 409, 409, String.valueOf(e.getMessage()));
      } catch (SchemaStore.Unavailable e) {
        LOG.warn("The schemas cannot be reached", e);
        replyError(exchange, 500, 50001, "Error in the backend data store: " + e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        replyError(exchange, 500, 50001, "Internal error");
      }
    }
  }

  private static void replyError(HttpExchange exchange, int status, int code, String message)
      throws IOException {
    reply(
        exchange,
        status,
        JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message));
  }

  private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
