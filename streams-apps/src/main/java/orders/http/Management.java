package orders.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import orders.query.PeerClient;
import org.slf4j.LoggerFactory;

/// What operators and other instances ask of a process, on a port of its own.
public final class Management implements Routes {

  private final Health health;
  private final Supplier<String> metrics;
  private final UnaryOperator<byte[]> peers;

  /// @param metrics of the process, as Prometheus scrapes them
  /// @param peers answers another instance's question from the tables here
  public Management(Health health, Supplier<String> metrics, UnaryOperator<byte[]> peers) {
    this.health = health;
    this.metrics = metrics;
    this.peers = peers;
  }

  /// How the process is.
  ///
  /// @param live false when only a restart helps
  /// @param ready false while it cannot answer: starting, restoring, draining
  /// @param details each part and how it is
  public record Health(
      BooleanSupplier live, BooleanSupplier ready, Supplier<Map<String, String>> details) {}

  record LevelBody(String level) {}

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/livez", ctx -> status(ctx, health.live()));
    routes.get("/readyz", ctx -> status(ctx, health.ready()));
    routes.get("/startupz", ctx -> status(ctx, health.ready()));
    routes.get(
        "/metrics",
        ctx -> {
          ctx.contentType("text/plain; version=0.0.4");
          ctx.result(metrics.get());
        });
    routes.get("/info", ctx -> Responses.json(ctx, 200, info()));
    routes.get("/loggers", ctx -> Responses.json(ctx, 200, loggers()));
    routes.before("/loggers/*", Management::notFromBrowsers);
    routes.post("/loggers/{name}", Management::setLevel);
    routes.post(PeerClient.PATH, this::answerPeer);
  }

  private void status(Context ctx, BooleanSupplier up) {
    boolean is = up.getAsBoolean();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", is ? "UP" : "DOWN");
    body.put("components", health.details().get());
    Responses.json(ctx, is ? 200 : 503, body);
  }

  /// Any page may post a form to this port; what a browser sends for a page names its origin.
  private static void notFromBrowsers(Context ctx) {
    if (ctx.header("Origin") != null) {
      throw Requests.invalid("the management port is not for pages");
    }
  }

  private void answerPeer(Context ctx) {
    try {
      ctx.result(peers.apply(Requests.body(ctx)));
    } catch (IllegalArgumentException e) {
      throw Requests.invalid("not a question of a peer");
    }
  }

  private static Map<String, String> info() {
    return Map.of(
        "name", "orders",
        "java", Runtime.version().toString(),
        "kafka", org.apache.kafka.common.utils.AppInfoParser.getVersion());
  }

  private static Map<String, String> loggers() {
    Map<String, String> levels = new LinkedHashMap<>();
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLoggerList().stream()
            .filter(logger -> logger.getLevel() != null)
            .forEach(logger -> levels.put(logger.getName(), logger.getLevel().toString()));
    return levels;
  }

  private static void setLevel(Context ctx) {
    String level = Json.read(Requests.body(ctx), LevelBody.class).level();
    Level parsed = Level.toLevel(level, null);
    if (parsed == null) {
      throw Requests.invalid("level is TRACE, DEBUG, INFO, WARN, ERROR or OFF");
    }
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger(ctx.pathParam("name"))
        .setLevel(parsed);
    ctx.status(204);
  }
}
