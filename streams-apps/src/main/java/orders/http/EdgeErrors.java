package orders.http;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers for Jetty where a request never reaches a route: no HTTP, a header too large, a path
/// that is none. Jetty's own page would repeat parts of the request.
final class EdgeErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    Problem problem = Problem.of(kind(status), "the request was not read any further").as(status);
    String requestId = UUID.randomUUID().toString();
    response.setStatus(status);
    response.getHeaders().put("X-Request-Id", requestId);
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(Json.write(problem.body(requestId))), callback);
    return true;
  }

  private static Problem.Kind kind(int status) {
    return switch (status) {
      case 404 -> Problem.Kind.NOT_FOUND;
      case 405 -> Problem.Kind.METHOD_NOT_ALLOWED;
      case 408 -> Problem.Kind.REQUEST_TOO_SLOW;
      case 413 -> Problem.Kind.BODY_TOO_LARGE;
      case 414, 431 -> Problem.Kind.HEADER_TOO_LARGE;
      case 503 -> Problem.Kind.UNAVAILABLE;
      case 500 -> Problem.Kind.INTERNAL;
      default -> Problem.Kind.INVALID_REQUEST;
    };
  }
}
