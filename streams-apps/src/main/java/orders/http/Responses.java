package orders.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orders.query.Answer;
import orders.query.Page;
import orders.query.Token;

/// How routes answer.
public final class Responses {

  private Responses() {}

  public static void json(Context ctx, int status, Object body) {
    ctx.status(status);
    ctx.contentType("application/json");
    ctx.result(Json.write(body));
  }

  /// What every read says of itself.
  public static void describe(Context ctx, Answer<?> answer) {
    token(ctx, answer.token());
    ctx.header("As-Of", answer.asOf().toString());
    double seconds = answer.lag().toMillis() / 1000.0;
    ctx.header("Projection-Lag", String.format(Locale.ROOT, "%.3f", seconds));
    if (answer.stale()) {
      ctx.header("Preference-Applied", "handling=lenient");
    }
  }

  public static void token(Context ctx, Token token) {
    if (!token.positions().isEmpty()) {
      ctx.header("Consistency-Token", token.toString());
    }
  }

  /// One row, or a 404; a 304 when the caller has that version.
  public static <R> void row(
      Context ctx, Answer<Optional<R>> answer, java.util.function.ToLongFunction<R> version) {
    describe(ctx, answer);
    R row = answer.value().orElseThrow(Requests::notFound);
    String tag = tag(version.applyAsLong(row));
    ctx.header("ETag", tag);
    if (Requests.has(ctx, tag)) {
      ctx.status(304);
    } else {
      json(ctx, 200, row);
    }
  }

  /// One page of rows, with a link to the next.
  public static <R> void page(Context ctx, Answer<? extends Page<R>> answer) {
    describe(ctx, answer);
    next(ctx, answer.value().next());
    json(ctx, 200, new Items<>(answer.value().rows()));
  }

  /// Links to the next page.
  ///
  /// @param position where it begins; empty when there is none
  static void next(Context ctx, Optional<String> position) {
    position.ifPresent(next -> link(ctx, next));
  }

  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  private static void link(Context ctx, String next) {
    StringBuilder url = new StringBuilder(ctx.path()).append('?');
    ctx.queryParamMap()
        .forEach(
            (name, values) -> {
              if (!name.equals("cursor") && name.matches("[a-z]{1,16}")) {
                String value =
                    java.net.URLEncoder.encode(
                        values.getFirst(), java.nio.charset.StandardCharsets.UTF_8);
                url.append(name).append('=').append(value).append('&');
              }
            });
    url.append("cursor=").append(Requests.cursor(next));
    ctx.header("Link", "<" + url + ">; rel=\"next\"");
  }

  /// A list, wrapped so that it can grow members.
  public record Items<R>(List<R> items) {}
}
