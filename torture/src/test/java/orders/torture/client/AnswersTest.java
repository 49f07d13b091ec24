package orders.torture.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;
import org.junit.jupiter.api.Test;

/// What a client may conclude from an answer.
class AnswersTest {

  @Test
  void what_was_not_decided_is_never_taken_for_refused() {
    for (int status : List.of(0, 202, 408, 500, 502, 503, 504)) {
      assertThat(Answers.result(status)).as("%d", status).isEqualTo(Result.UNKNOWN);
    }
  }

  @Test
  void what_was_decided_is_known() {
    for (int status : List.of(200, 201, 304)) {
      assertThat(Answers.result(status)).as("%d", status).isEqualTo(Result.OK);
    }
    for (int status : List.of(400, 404, 409, 412, 413, 422, 428)) {
      assertThat(Answers.result(status)).as("%d", status).isEqualTo(Result.REFUSED);
    }
  }

  @Test
  void an_error_must_not_tell_what_an_order_may() {
    String body = "{\"detail\":\"Ada lives in 1 Byron Row\"}";
    assertThat(Answers.leaks(422, body, "Byron")).isTrue();
    assertThat(Answers.leaks(500, body, "Byron")).isTrue();
    assertThat(Answers.leaks(200, body, "Byron")).isFalse();
    assertThat(Answers.leaks(422, body, "Lovelace")).isFalse();
    assertThat(Answers.leaks(422, body, "")).as("nothing was planted").isFalse();
  }

  @Test
  void the_same_key_with_another_body_is_another_request() {
    Ask ask = Ask.command(Kind.PLACE, "", "/v1/orders", "k", "{\"a\":1}");
    assertThat(ask.digest()).isEqualTo(ask.withBody("{\"a\":1}").digest());
    assertThat(ask.digest()).isNotEqualTo(ask.withBody("{\"a\":2}").digest());
    assertThat(ask.digest()).isNotEqualTo(ask.ifMatch(1).digest());
  }
}
