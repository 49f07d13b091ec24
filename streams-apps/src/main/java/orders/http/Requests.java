package orders.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import orders.projection.history.Bound;
import orders.query.Token;
import orders.query.ViewReader.Freshness;

/// What routes read from a request, and how they refuse it.
public final class Requests {

  private static final Pattern ORDER_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
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
    return Body.read(ctx.req());
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
    return OptionalLong.of(Fields.version(header));
  }

  /// Whether the caller has that version already; weak tags and lists count.
  static boolean has(Context ctx, String tag) {
    return Arrays.stream(joined(ctx, "If-None-Match").split(",", -1))
        .map(given -> given.strip().replaceFirst("^W/", ""))
        .anyMatch(given -> given.equals(tag) || given.equals("*"));
  }

  /// How long the caller wants to wait, bounded.
  public static Duration patience(Context ctx) {
    return Fields.patience(prefer(ctx));
  }

  /// The stage to wait for.
  public static Optional<String> until(Context ctx) {
    return Fields.until(prefer(ctx));
  }

  /// What a read must reflect, and how long it may wait for it.
  public static Freshness freshness(Context ctx) {
    String token = joined(ctx, "Consistency-Token");
    try {
      return new Freshness(Token.parse(token), patience(ctx), Fields.lenient(prefer(ctx)));
    } catch (IllegalArgumentException e) {
      throw invalid("Consistency-Token: " + e.getMessage());
    }
  }

  public static int limit(Context ctx) {
    return number(ctx, "limit", 1, Limits.LIST_MAX).orElse(Limits.LIST_USUAL);
  }

  /// A whole number from the query.
  public static Optional<Integer> number(Context ctx, String name, int min, int max) {
    return Optional.ofNullable(ctx.queryParam(name))
        .map(text -> Fields.number(name, text, min, max));
  }

  public static Optional<Instant> instant(Context ctx, String name) {
    return Optional.ofNullable(ctx.queryParam(name)).map(text -> Fields.instant(name, text));
  }

  /// A day with a year of four digits, such as `2026-11-23`; empty when it is none.
  public static Optional<LocalDate> day(String text) {
    return Fields.day(text);
  }

  /// As of when a row is wanted.
  public static Bound bound(Context ctx) {
    return new Bound(number(ctx, "version", 1, Integer.MAX_VALUE), instant(ctx, "at"));
  }

  /// Where the page before ended.
  public static Optional<String> cursor(Context ctx) {
    return Optional.ofNullable(ctx.queryParam("cursor")).map(Fields::cursor);
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
