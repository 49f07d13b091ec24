package orders.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts of headers and queries as values, each with one way to be written.
final class Fields {

  private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
  private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=(\\d{1,9})(?=$|[;,\\s])");
  private static final Pattern UNTIL =
      Pattern.compile("(?:^|[;,\\s])until=([a-z]{1,16})(?=$|[;,\\s])");
  private static final Pattern LENIENT =
      Pattern.compile("(?:^|[;,\\s])handling=lenient(?=$|[;,\\s])");

  /// A year of four digits: beyond it a time is no number of milliseconds, and days do not stand in
  /// the order of their texts.
  private static final Pattern DATED = Pattern.compile("\\d{4}-[\\x21-\\x7e]{1,32}");

  private Fields() {}

  static long version(String header) {
    Matcher version = VERSION.matcher(header.strip());
    if (!version.matches()) {
      throw Requests.invalid("If-Match is one version in double quotes");
    }
    return Long.parseLong(version.group(1));
  }

  static Duration patience(String prefer) {
    Matcher wait = WAIT.matcher(prefer);
    if (!wait.find()) {
      return Limits.WAIT_USUAL;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return asked.compareTo(Limits.WAIT_MAX) > 0 ? Limits.WAIT_MAX : asked;
  }

  static Optional<String> until(String prefer) {
    Matcher until = UNTIL.matcher(prefer);
    return until.find() ? Optional.of(until.group(1)) : Optional.empty();
  }

  static boolean lenient(String prefer) {
    return LENIENT.matcher(prefer).find();
  }

  static int number(String name, String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Requests.invalid(name + " is a whole number from " + min + " to " + max);
  }

  static Instant instant(String name, String text) {
    try {
      if (DATED.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw Requests.invalid(name + " is a time such as 2026-11-23T12:00:00Z");
  }

  static Optional<LocalDate> day(String text) {
    try {
      return DATED.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static String cursor(String text) {
    try {
      String cursor = utf8(Base64.getUrlDecoder().decode(text));
      if (!cursor.isEmpty() && cursor.length() <= Limits.KEY_CHARS_MAX) {
        return cursor;
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // Said below.
    }
    throw Requests.invalid("cursor is what the link of the page before says");
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
