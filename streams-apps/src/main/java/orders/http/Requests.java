package orders.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orders.projection.history.Bound;
import orders.query.Token;
import orders.query.ViewReader.Freshness;

/// What routes read from a request, and how they refuse it.
public final class Requests {

  private static final Pattern ORDER_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
  private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=(\\d{1,9})(?=$|[;,\\s])");
  private static final Pattern UNTIL =
      Pattern.compile("(?:^|[;,\\s])until=([a-z]{1,16})(?=$|[;,\\s])");
  private static final Pattern LENIENT =
      Pattern.compile("(?:^|[;,\\s])handling=lenient(?=$|[;,\\s])");

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Requests() {}

  /// Refuses a query that is not well formed; a filter must not be lost, or be one of two.
  static void query(Context ctx) {
    String query = ctx.queryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw invalid("in the query, two hex digits follow a %");
    }
    if (ctx.queryParamMap().values().stream().anyMatch(values -> values.size() > 1)) {
      throw invalid("a query parameter stands once");
    }
  }

  /// An order id or a command id; anything else is an id that nothing has.
  public static String uuid(Context ctx, String parameter) {
    String id = ctx.pathParam(parameter);
    if (!ORDER_ID.matcher(id).matches()) {
      throw notFound();
    }
    return id;
  }

  /// A SKU or a customer id from the path.
  public static String name(Context ctx, String parameter) {
    String name = ctx.pathParam(parameter);
    if (!NAME.matcher(name).matches()) {
      throw notFound();
    }
    return name;
  }

  /// Whether a text of a body is a SKU or a customer id.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public static Problem.Raised notFound() {
    return Problem.of(Problem.Kind.NOT_FOUND, "nothing has that id").raised();
  }

  public static Problem.Raised invalid(String detail) {
    return Problem.of(Problem.Kind.INVALID_REQUEST, detail).raised();
  }

  /// The body, at most [Limits#BODY_BYTES_MAX] however it is sent.
  public static byte[] body(Context ctx) {
    long announced = ctx.req().getContentLengthLong();
    try {
      byte[] body =
          announced > Limits.BODY_BYTES_MAX
              ? new byte[Limits.BODY_BYTES_MAX + 1]
              : ctx.req().getInputStream().readNBytes(Limits.BODY_BYTES_MAX + 1);
      if (body.length > Limits.BODY_BYTES_MAX) {
        throw Problem.of(Problem.Kind.BODY_TOO_LARGE, "at most " + Limits.BODY_BYTES_MAX + " bytes")
            .raised();
      }
      return body;
    } catch (java.io.IOException e) {
      throw invalid("the body ends too early");
    }
  }

  /// The client's key for this request; plain, or quoted as a structured field.
  public static String idempotencyKey(Context ctx) {
    return IdempotencyKey.of(Collections.list(ctx.req().getHeaders("Idempotency-Key")));
  }

  /// The version that the client has seen.
  public static OptionalLong ifMatch(Context ctx) {
    String header = ctx.header("If-Match");
    if (header == null) {
      throw Problem.of(
              Problem.Kind.VERSION_REQUIRED, "send If-Match: \"<version>\" from the ETag you saw")
          .raised();
    }
    Matcher version = VERSION.matcher(header.strip());
    if (!version.matches()) {
      throw invalid("If-Match is one version in double quotes");
    }
    return OptionalLong.of(Long.parseLong(version.group(1)));
  }

  /// Whether the caller has that version already; weak tags and lists count.
  static boolean has(Context ctx, String tag) {
    return Arrays.stream(joined(ctx, "If-None-Match").split(",", -1))
        .map(given -> given.strip().replaceFirst("^W/", ""))
        .anyMatch(given -> given.equals(tag) || given.equals("*"));
  }

  /// How long the caller wants to wait, bounded.
  public static Duration patience(Context ctx) {
    Matcher wait = WAIT.matcher(prefer(ctx));
    if (!wait.find()) {
      return Limits.WAIT_USUAL;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return asked.compareTo(Limits.WAIT_MAX) > 0 ? Limits.WAIT_MAX : asked;
  }

  /// The stage to wait for.
  public static Optional<String> until(Context ctx) {
    Matcher until = UNTIL.matcher(prefer(ctx));
    return until.find() ? Optional.of(until.group(1)) : Optional.empty();
  }

  /// What a read must reflect, and how long it may wait for it.
  public static Freshness freshness(Context ctx) {
    String token = joined(ctx, "Consistency-Token");
    try {
      return new Freshness(Token.parse(token), patience(ctx), LENIENT.matcher(prefer(ctx)).find());
    } catch (IllegalArgumentException e) {
      throw invalid("Consistency-Token: " + e.getMessage());
    }
  }

  public static int limit(Context ctx) {
    return number(ctx, "limit", 1, Limits.LIST_MAX).orElse(Limits.LIST_USUAL);
  }

  /// A whole number from the query.
  public static Optional<Integer> number(Context ctx, String name, int min, int max) {
    String text = ctx.queryParam(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw invalid(name + " is a whole number from " + min + " to " + max);
  }

  public static Optional<Instant> instant(Context ctx, String name) {
    String text = ctx.queryParam(name);
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw invalid(name + " is a time such as 2026-11-23T12:00:00Z");
    }
  }

  /// As of when a row is wanted.
  public static Bound bound(Context ctx) {
    return new Bound(number(ctx, "version", 1, Integer.MAX_VALUE), instant(ctx, "at"));
  }

  /// Where the page before ended.
  public static Optional<String> cursor(Context ctx) {
    String text = ctx.queryParam("cursor");
    if (text == null) {
      return Optional.empty();
    }
    try {
      String cursor = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (!cursor.isEmpty() && cursor.length() <= Limits.KEY_CHARS_MAX) {
        return Optional.of(cursor);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw invalid("cursor is what the link of the page before says");
  }

  static String cursor(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  private static String prefer(Context ctx) {
    return joined(ctx, "Prefer");
  }

  /// A header that may stand on several lines, as one list.
  private static String joined(Context ctx, String name) {
    return String.join(",", Collections.list(ctx.req().getHeaders(name)));
  }
}
