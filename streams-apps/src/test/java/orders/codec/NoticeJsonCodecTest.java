package orders.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import orders.contract.UndecodableRecord;
import orders.policy.notice.OrderNotice;
import org.junit.jupiter.api.Test;

class NoticeJsonCodecTest {

  private static final OrderNotice NOTICE =
      new OrderNotice("o-1", "order.placed", 1, "/v1/orders/o-1");

  private final NoticeJsonCodec codec = new NoticeJsonCodec();

  /// What filters and templates outside name.
  @Test
  void a_notice_has_the_names_of_the_avro_record() {
    assertThat(new String(codec.encode(NOTICE), UTF_8))
        .isEqualTo(
            "{\"orderId\":\"o-1\",\"type\":\"order.placed\",\"version\":1,"
                + "\"link\":\"/v1/orders/o-1\"}");
    assertThat(codec.contentType()).isEqualTo("application/json");
  }

  @Test
  void what_was_written_is_read() {
    assertThat(codec.decode(codec.encode(NOTICE))).isEqualTo(NOTICE);
    assertThatThrownBy(() -> codec.decode("{".getBytes(UTF_8)))
        .isInstanceOf(UndecodableRecord.class);
  }
}
