package orders.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Set;

/// Times requests as `http_server_requests_seconds`, under the names that Spring Boot made usual.
///
/// Every tag has few values: the route's template, never its path.
final class RequestTimer {

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  private final MeterRegistry registry;

  RequestTimer(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(Context ctx, float millis) {
    String method = ctx.req().getMethod();
    int status = ctx.statusCode();
    Tags tags =
        Tags.of(
            "method", METHODS.contains(method) ? method : "OTHER",
            "uri", template(ctx),
            "status", Integer.toString(status),
            "outcome", outcome(status));
    registry.timer("http.server.requests", tags).record(Duration.ofNanos((long) (millis * 1e6)));
  }

  private static String template(Context ctx) {
    Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
    return endpoint == null ? "UNKNOWN" : endpoint.path;
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 1 -> "INFORMATIONAL";
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      default -> "SERVER_ERROR";
    };
  }
}
