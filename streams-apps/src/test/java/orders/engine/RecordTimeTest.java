package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import orders.contract.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// Records of writers that know no times.
class RecordTimeTest {

  private final RecordTime time = new RecordTime();

  @Test
  void a_time_is_taken_as_it_is() {
    assertThat(time.extract(record(Topics.PAYMENTS_RESULTS, 7), 9)).isEqualTo(7);
    assertThat(time.extract(record(Topics.ORDERS_EVENTS, 7), 9)).isEqualTo(7);
  }

  @Test
  void a_record_without_one_has_the_time_that_its_partition_has_come_to() {
    assertThat(time.extract(record(Topics.PAYMENTS_RESULTS, -1), 9)).isEqualTo(9);
    assertThat(time.extract(record(Topics.PAYMENTS_RESULTS, -1), -1)).isZero();
    assertThat(time.extract(record("billing.invoices.v2", -1), 9)).isEqualTo(9);
  }

  @Test
  void an_event_without_one_is_none() {
    assertThatThrownBy(() -> time.extract(record(Topics.STOCK_EVENTS, -1), 9))
        .isInstanceOf(EventRecord.BrokenLog.class)
        .hasMessageContaining("stock.events-2@17");
  }

  private static ConsumerRecord<Object, Object> record(String topic, long timestamp) {
    return new ConsumerRecord<>(
        topic,
        2,
        17L,
        timestamp,
        TimestampType.CREATE_TIME,
        1,
        1,
        "key",
        "value",
        new RecordHeaders(),
        Optional.empty());
  }
}
