package orders.torture.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Result;

/// What answers say.
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  private static final int TOOK_TOO_LONG = 408;

  /// Only what is certainly done is OK, only what is certainly never done is refused. Whoever says
  /// that a request took too long may have carried it out.
  static Result result(int status) {
    if (status == 202 || status == TOOK_TOO_LONG || status < 200 || status >= 500) {
      return Result.UNKNOWN;
    }
    return status < 400 ? Result.OK : Result.REFUSED;
  }

  static JsonNode body(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      return read == null ? MissingNode.getInstance() : read;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  static long version(HttpResponse<String> answer, JsonNode body) {
    String tag = answer.headers().firstValue("ETag").orElse("");
    if (tag.matches("\"\\d{1,18}\"")) {
      return Long.parseLong(tag.substring(1, tag.length() - 1));
    }
    for (String name : new String[] {"version", "currentVersion"}) {
      if (body.path(name).isIntegralNumber()) {
        return body.path(name).asLong();
      }
    }
    return Operation.NONE;
  }

  /// Whether an error tells personal data; an order that is shown holds it by right.
  static boolean leaks(int status, String body, String canary) {
    return status >= 400 && !canary.isEmpty() && body.contains(canary);
  }

  static String token(HttpResponse<String> answer) {
    return answer.headers().firstValue("Consistency-Token").orElse("");
  }
}
