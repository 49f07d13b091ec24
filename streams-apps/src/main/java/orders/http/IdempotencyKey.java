package orders.http;

import java.util.List;
import java.util.regex.Pattern;

/// The client's own name for a request: plain, or quoted as a structured field (RFC 9651).
final class IdempotencyKey {

  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern QUOTED =
      Pattern.compile("\"((?:[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\])++)\"");
  private static final int HEADER_CHARS_MAX = 2 * Limits.KEY_CHARS_MAX + 2;

  private IdempotencyKey() {}

  /// Reads the key.
  ///
  /// @param lines the header's lines, of which there must be one
  /// @throws Problem.Raised when there is no key, or no valid one
  static String of(List<String> lines) {
    if (lines.stream().allMatch(String::isBlank)) {
      throw Problem.of(
              Problem.Kind.MISSING_IDEMPOTENCY_KEY, "send an Idempotency-Key of your own choice")
          .raised();
    }
    String key = lines.size() == 1 ? unquoted(lines.getFirst().strip()) : "";
    if (key.isEmpty() || key.length() > Limits.KEY_CHARS_MAX) {
      throw Requests.invalid(
          "one Idempotency-Key of 1 to " + Limits.KEY_CHARS_MAX + " printable ASCII characters");
    }
    return key;
  }

  /// Empty when it is neither plain nor quoted. `"a"` and `a` are the same key.
  private static String unquoted(String header) {
    if (header.length() > HEADER_CHARS_MAX) {
      return "";
    }
    if (!header.startsWith("\"")) {
      return PLAIN.matcher(header).matches() ? header : "";
    }
    var quoted = QUOTED.matcher(header);
    return quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : "";
  }
}
