package orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts: those of bodies, and the keys and preferences of headers.
class TextsTest extends ApiSpec {

  private static final String BODY = order("c-1", line("pen", 2));

  @ParameterizedTest
  @CsvSource({
    "'\"c-1\"', 5, /customerId",
    "'\"EUR\"', true, /currency",
    "'\"Ada\"', 1.5, /contact/name",
    "'\"pen\"', 7, /lines/0/sku",
    "'\"Ada\"', '\"\\ud800\"', /contact/name",
    "'\"1 Street\"', '\"a\\udc00b\"', /contact/address",
  })
  void onlyATextThatCanBeStoredIsAText(String text, String other, String pointer) {
    var reply = api.command("/v1/orders", "k", BODY.replace(text, other));
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
    assertThat(backend.orders.log()).isEmpty();
  }

  @Test
  void everyCharacterOfUnicodeIsAText() {
    String body = BODY.replace("Ada", "\\ud83d\\ude00 \u00e9 \u4f60");
    assertThat(api.command("/v1/orders", "k", body).status()).isEqualTo(201);
  }

  @Test
  void aQuotedKeyIsThePlainOne() {
    String id = placed("a-key");
    assertThat(api.command("/v1/orders", "\"a-key\"", BODY).json().get("id").asText())
        .isEqualTo(id);
    assertThat(IdempotencyKey.of(List.of("\"two \\\"words\\\\\""))).isEqualTo("two \"words\\");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"open", "\"a\"b\"", "\"a\\b\"", "two words", "\"a\"; x=1"})
  void aKeyIsPlainOrAQuotedText(String key) {
    assertThat(api.command("/v1/orders", key, BODY).status()).isEqualTo(400);
    assertThat(backend.orders.log()).isEmpty();
  }

  @Test
  void oneRequestHasOneKey() {
    assertThat(api.command("/v1/orders", "a", BODY, "Idempotency-Key", "b").status())
        .isEqualTo(400);
  }

  @Test
  void anOrderThatIsAcceptedStaysSoWhenItsStageCannotBeRead() {
    backend.summaries.readable(false);
    var reply = api.command("/v1/orders", "k", BODY, "Prefer", "wait=1; until=paid");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(backend.orders.log()).isNotEmpty();
  }
}
