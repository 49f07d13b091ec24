package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  @Test
  void a_record_is_kept_as_it_came() {
    var headers = new RecordHeaders().add("h", new byte[] {1}).add("none", null);
    var letter = DeadLetter.of("k", new byte[] {2}, headers, "t-0@1", "because");
    assertThat(letter.key()).isEqualTo("k");
    assertThat(letter.value()).containsExactly(2);
    assertThat(letter.headers().toArray()).startsWith(headers.toArray()).hasSize(4);
    assertThat(Envelope.text(letter.headers(), Envelope.REASON)).contains("because");
    assertThat(Envelope.text(letter.headers(), Envelope.ORIGIN)).contains("t-0@1");
  }

  @Test
  void one_beyond_the_limit_stays_where_it_was() {
    byte[] value = new byte[DeadLetter.BYTES_MAX];
    var letter = DeadLetter.of("k", value, new RecordHeaders(), "t-0@1", "because");
    assertThat(letter.value()).isNull();
    assertThat(Envelope.text(letter.headers(), Envelope.LEFT_BYTES))
        .contains(Integer.toString(value.length + 3));
  }

  @Test
  void a_reason_is_one_short_line() {
    assertThat(DeadLetter.said("two\nlines" + "x".repeat(9_000)))
        .startsWith("two lines")
        .hasSize(501);
  }

  @Test
  void what_no_message_of_ours_exceeds_is_minded() {
    var none = new RecordHeaders();
    var much = new RecordHeaders().add("h", new byte[Outside.HEADER_BYTES_MAX]);
    assertThat(Outside.check("pen", new byte[1], none)).isEqualTo("pen");
    for (String key : new String[] {null, "", "~watermark", "\uFFFFx", "x".repeat(257)}) {
      assertThatThrownBy(() -> Outside.check(key, new byte[1], none))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Outside.check("pen", new byte[1], much))
        .hasMessageContaining("headers");
    byte[] huge = new byte[Outside.VALUE_BYTES_MAX + 1];
    assertThatThrownBy(() -> Outside.check("pen", huge, none)).hasMessageContaining("value");
  }
}
