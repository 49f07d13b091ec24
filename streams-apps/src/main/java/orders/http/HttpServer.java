package orders.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import orders.engine.CommandPort;
import orders.kafka.BrokerUnreachable;
import orders.query.Events;
import orders.query.ViewReader;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server on virtual threads: a caller who waits for an outcome costs no platform thread.
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String ID = "requestId";

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /// Starts a server.
  ///
  /// @param port 0 for any that is free
  public static HttpServer start(String host, int port, List<Routes> routes) {
    return start(host, port, routes, Limits.CALLERS_PERCENT_MAX, config -> {});
  }

  /// Starts one for other instances and operators, beside the one for callers.
  public static HttpServer startForPeers(String host, int port, List<Routes> routes) {
    return start(host, port, routes, Limits.PEERS_PERCENT_MAX, config -> {});
  }

  /// Starts a server whose requests are timed.
  public static HttpServer start(
      String host, int port, List<Routes> routes, MeterRegistry metrics) {
    var timer = new RequestTimer(metrics);
    HttpServer server =
        start(
            host,
            port,
            routes,
            Limits.CALLERS_PERCENT_MAX,
            config -> config.requestLogger.http(timer::record));
    metrics.gauge("http.server.connections", server, HttpServer::connections);
    return server;
  }

  private static HttpServer start(
      String host, int port, List<Routes> routes, int percent, Consumer<JavalinConfig> more) {
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, percent);
              more.accept(config);
              routes.forEach(some -> some.add(config.routes));
            });
    javalin.start(host, port);
    return new HttpServer(javalin);
  }

  /// How many connections are open.
  int connections() {
    return Arrays.stream(javalin.jettyServer().server().getConnectors())
        .mapToInt(connector -> connector.getConnectedEndPoints().size())
        .sum();
  }

  public int port() {
    return javalin.port();
  }

  /// Stops it. A connection that does not end in time is cut; that must not keep others open.
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      LOG.warn("requests were under way when the server stopped: {}", e.toString());
    }
  }

  private static void configure(JavalinConfig config, int percent) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Limits.BODY_BYTES_MAX;
    config.http.defaultContentType = "application/json";
    config.jetty.modifyHttpConfiguration(HttpServer::limit);
    var callers = new AtomicReference<SlowCallers>();
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(5_000); // requests under way are answered before it stops
          server.setErrorHandler(new EdgeErrors());
          callers.set(new SlowCallers(server, Limits.HEADER_WAIT_MAX, Limits.ANSWER_WAIT_MAX));
          server.addBean(callers.get());
          Crowd.limit(server, percent);
        });
    config.jetty.modifyServletContextHandler(
        context -> {
          context.addFilter(new UnderWay(callers::get), "/*", EnumSet.of(DispatcherType.REQUEST));
          context.addFilter(new UnreadBody(), "/*", EnumSet.of(DispatcherType.REQUEST));
          context.addFilter(new HeadAsGet(), "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    config.router.javaLangErrorHandler(HttpServer::error);
    config.routes.before(HttpServer::begin);
    config.routes.exception(Problem.Raised.class, (e, ctx) -> answer(ctx, e.problem()));
    config.routes.exception(
        CommandPort.Overloaded.class,
        (e, ctx) ->
            answer(ctx, Problem.of(Problem.Kind.OVERLOADED, String.valueOf(e.getMessage()))));
    config.routes.exception(
        CommandPort.Unavailable.class,
        (e, ctx) ->
            answer(ctx, Problem.of(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()))));
    config.routes.exception(
        Events.TooLong.class,
        (e, ctx) ->
            answer(ctx, Problem.of(Problem.Kind.HISTORY_TOO_LONG, String.valueOf(e.getMessage()))));
    config.routes.exception(ViewReader.Behind.class, HttpServer::behind);
    config.routes.exception(
        ViewReader.Unavailable.class,
        (e, ctx) ->
            answer(ctx, Problem.of(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()))));
    config.routes.exception(BrokerUnreachable.class, HttpServer::away);
    config.routes.exception(TimeoutException.class, HttpServer::away);
    config.routes.exception(HttpResponseException.class, HttpServer::framework);
    config.routes.exception(Exception.class, HttpServer::unexpected);
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(Limits.HEADER_BYTES_MAX);
    http.setSendServerVersion(false);
    http.setIdleTimeout(Limits.IDLE_MAX.toMillis());
  }

  private static void begin(Context ctx) {
    String given = ctx.header("X-Request-Id");
    String id =
        given != null && REQUEST_ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    ctx.attribute(ID, id);
    ctx.header("X-Request-Id", id);
    SecurityHeaders.ALL.forEach(ctx::header);
    Requests.query(ctx);
  }

  /// Nobody knows what the cluster would have said; whoever asks again may be lucky.
  private static void away(Exception e, Context ctx) {
    LOG.warn("request {}: {}", ctx.<Object>attribute(ID), e.getMessage());
    answer(ctx, Problem.of(Problem.Kind.UNAVAILABLE, "the cluster does not answer"));
  }

  private static void behind(ViewReader.Behind e, Context ctx) {
    answer(
        ctx,
        Problem.of(Problem.Kind.PROJECTION_BEHIND, "ask again, or say Prefer: handling=lenient")
            .with("reached", e.reached().toString())
            .with("lagSeconds", e.lag().toMillis() / 1000.0));
  }

  /// What Javalin itself refuses: unknown paths, methods, sizes.
  private static void framework(HttpResponseException e, Context ctx) {
    Problem.Kind kind =
        switch (e.getStatus()) {
          case 404 -> Problem.Kind.NOT_FOUND;
          case 405 -> Problem.Kind.METHOD_NOT_ALLOWED;
          case 413 -> Problem.Kind.BODY_TOO_LARGE;
          default -> Problem.Kind.INVALID_REQUEST;
        };
    if (kind == Problem.Kind.METHOD_NOT_ALLOWED) {
      ctx.header("Allow", e.getDetails().getOrDefault("availableMethods", "GET"));
    }
    answer(ctx, Problem.of(kind, kind.title()));
  }

  private static void unexpected(Exception e, Context ctx) {
    LOG.error("request {} failed", ctx.<Object>attribute(ID), e);
    answer(ctx, Problem.of(Problem.Kind.INTERNAL, "the request id is in our log"));
  }

  /// A fault that is no exception, such as a recursion too deep; the process goes on.
  private static void error(HttpServletResponse response, Error error) {
    String requestId = String.valueOf(response.getHeader("X-Request-Id"));
    LOG.error("request {} failed", requestId, error);
    Problem problem = Problem.of(Problem.Kind.INTERNAL, "the request id is in our log");
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    try {
      response.getOutputStream().write(Json.write(problem.body(requestId)));
    } catch (IOException e) {
      LOG.debug("request {}: the caller has gone", requestId, e);
    }
  }

  static void answer(Context ctx, Problem problem) {
    ctx.status(problem.status());
    if (problem.status() == 503) {
      ctx.header("Retry-After", "1");
    }
    ctx.contentType(Problem.MEDIA_TYPE);
    ctx.result(Json.write(problem.body(String.valueOf(ctx.<Object>attribute(ID)))));
  }
}
