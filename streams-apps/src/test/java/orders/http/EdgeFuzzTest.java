package orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import orders.fuzz.Cost;
import orders.query.FeedPosition;
import orders.query.Token;

/// Whatever a caller writes into a header, a query or a body is a value, or is refused the way that
/// callers are told.
class EdgeFuzzTest {

  /// Every body that a route reads.
  private static final List<Class<?>> BODIES =
      List.of(
          type("orders.order.PlaceOrderBody"),
          type("orders.order.OrderRoutes$CancelBody"),
          type("orders.order.OrderRoutes$ReturnBody"),
          type("orders.inventory.StockRoutes$ProductBody"),
          type("orders.inventory.StockRoutes$PriceBody"),
          type("orders.inventory.StockRoutes$NameBody"),
          type("orders.inventory.StockRoutes$ReceiveBody"),
          type("orders.inventory.StockRoutes$AdjustBody"),
          type("orders.outside.CallbackRoutes$PaymentCall"),
          type("orders.outside.CallbackRoutes$ParcelCall"),
          type("orders.http.Management$LevelBody"));

  @FuzzTest(maxDuration = "30s")
  void body(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Class<?> type = BODIES.get((data[0] & 0xff) % BODIES.size());
    byte[] body = java.util.Arrays.copyOfRange(data, 1, data.length);
    read(() -> Json.read(body, type))
        .ifPresent(
            value -> {
              byte[] written = Json.write(value);
              assertThat((Object) Json.read(written, type)).isEqualTo(value);
              assertThat(Json.write(Json.read(written, type))).isEqualTo(written);
            });
    read(() -> Json.fingerprint(body))
        .ifPresent(print -> assertThat(print).matches("[0-9a-f]{16}"));
  }

  @FuzzTest(maxDuration = "30s")
  void idempotencyKey(byte[] data) {
    String header = new String(data, UTF_8);
    read(() -> IdempotencyKey.of(List.of(header)))
        .ifPresent(
            key -> {
              String quoted = '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
              assertThat(IdempotencyKey.of(List.of(quoted))).isEqualTo(key);
              assertThat(key).hasSizeBetween(1, Limits.KEY_CHARS_MAX).matches("[\\x20-\\x7e]+");
            });
  }

  @FuzzTest(maxDuration = "30s")
  void token(byte[] data) {
    String header = new String(data, UTF_8);
    argument(() -> Token.parse(header))
        .ifPresent(token -> assertThat(Token.parse(token.toString())).isEqualTo(token));
  }

  @FuzzTest(maxDuration = "30s")
  void position(byte[] data) {
    String header = new String(data, UTF_8);
    argument(() -> FeedPosition.parse(header))
        .ifPresent(
            position -> {
              assertThat(FeedPosition.parse(position.toString())).isEqualTo(position);
              assertThat(position.within(position)).isTrue();
            });
  }

  @FuzzTest(maxDuration = "30s")
  void cursor(byte[] data) {
    String query = new String(data, UTF_8);
    read(() -> Fields.cursor(query))
        .ifPresent(at -> assertThat(Fields.cursor(Requests.cursor(at))).isEqualTo(at));
  }

  @FuzzTest(maxDuration = "30s")
  void time(byte[] data) {
    String query = new String(data, UTF_8);
    read(() -> Fields.instant("at", query))
        .ifPresent(
            at -> {
              assertThat(at.toEpochMilli()).isLessThan(1L << 48);
              assertThat(Fields.instant("at", at.toString())).isEqualTo(at);
            });
    Fields.day(query)
        .ifPresent(
            day -> {
              assertThat(Fields.day(day.toString())).contains(day);
              assertThat(day.plusDays(1).toString()).isGreaterThan(day.toString());
            });
  }

  @FuzzTest(maxDuration = "30s")
  void preferences(byte[] data) {
    String header = new String(data, UTF_8);
    assertThat(Cost.bounded(() -> Fields.patience(header)))
        .isBetween(Duration.ZERO, Limits.WAIT_MAX);
    Cost.bounded(() -> Fields.until(header))
        .ifPresent(stage -> assertThat(Fields.until("until=" + stage)).contains(stage));
    assertThat(Cost.bounded(() -> Fields.lenient(header)))
        .isEqualTo(Fields.lenient(header + ", respond-async"));
  }

  @FuzzTest(maxDuration = "30s")
  void numbers(byte[] data) {
    String text = new String(data, UTF_8);
    read(() -> Fields.version(text))
        .ifPresent(version -> assertThat(Fields.version("\"" + version + "\"")).isEqualTo(version));
    read(() -> Fields.number("limit", text, 1, Limits.LIST_MAX))
        .ifPresent(number -> assertThat(number).isBetween(1, Limits.LIST_MAX));
  }

  /// Empty when it was refused with a problem.
  private static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(Cost.bounded(reading));
    } catch (Problem.Raised e) {
      assertThat(e.problem().status()).isBetween(400, 499);
      return Optional.empty();
    }
  }

  private static <T> Optional<T> argument(Supplier<T> reading) {
    try {
      return Optional.of(Cost.bounded(reading));
    } catch (NumberFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
