package orders.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An error as RFC 9457 wants it.
///
/// @param type where the kind of problem is explained: `/problems/<slug>`
/// @param detail one sentence for this occurrence; never the caller's input
/// @param extensions further members, such as `currentVersion`
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> extensions) {

  static final String MEDIA_TYPE = "application/problem+json";

  /// One thing wrong with the body.
  ///
  /// @param pointer a JSON pointer (RFC 6901) into the body
  public record Violation(String pointer, String detail) {}

  /// The kinds of problem; each has a page.
  public enum Kind {
    INVALID_REQUEST(400, "The request is not understood"),
    MISSING_IDEMPOTENCY_KEY(400, "An Idempotency-Key is needed"),
    INVALID_SIGNATURE(401, "The call is not signed as agreed"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The path knows no such method"),
    REQUEST_TOO_SLOW(408, "The request came too slowly"),
    REFUSED(409, "The current state refuses the command"),
    PRICE_MOVED(409, "The total is not what was expected"),
    VERSION_CONFLICT(412, "The version is not the current one"),
    BODY_TOO_LARGE(413, "The body is too large"),
    HEADER_TOO_LARGE(431, "The header or the path is too large"),
    INVALID_BODY(422, "The body breaks a rule"),
    HISTORY_TOO_LONG(422, "There is more history than may be folded for one request"),
    KEY_REUSED(422, "The Idempotency-Key was used with another body"),
    VERSION_REQUIRED(428, "If-Match is needed"),
    INTERNAL(500, "Something went wrong here"),
    OVERLOADED(503, "Too many callers wait already"),
    PROJECTION_BEHIND(503, "The view has not reached the token yet"),
    UNAVAILABLE(503, "The rows cannot be read now");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    public int status() {
      return status;
    }

    public String title() {
      return title;
    }

    public String slug() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public static Problem of(Kind kind, String detail) {
    return new Problem(
        "/problems/" + kind.slug(), kind.title(), kind.status(), detail, List.of(), Map.of());
  }

  /// The same with a status of its own kin, such as 414 for 431.
  Problem as(int other) {
    return new Problem(type, title, other, detail, errors, extensions);
  }

  /// What is sent: the members that RFC 9457 names, then ours.
  Map<String, Object> body(String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.put("requestId", requestId);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    body.putAll(extensions);
    return body;
  }

  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(extensions);
    more.put(name, value);
    return new Problem(type, title, status, detail, errors, more);
  }

  public Problem at(String pointer, String what) {
    return new Problem(
        type, title, status, detail, List.of(new Violation(pointer, what)), extensions);
  }

  /// Thrown by a route; the server answers with the problem.
  public static final class Raised extends RuntimeException {
    private final transient Problem problem;

    public Raised(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }

  public Raised raised() {
    return new Raised(this);
  }
}
