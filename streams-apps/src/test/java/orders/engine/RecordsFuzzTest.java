package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.UUID;
import orders.aggregate.order.OrderEvent;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.fuzz.Cost;
import orders.fuzz.Raw;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;

/// Records that somebody else wrote: headers of every name of ours, keys and values of any bytes.
class RecordsFuzzTest {

  private static final Codec<OrderEvent> EVENTS =
      Codecs.over(new WireFormat(new MemoryRegistry())).orderEvents();

  @FuzzTest(maxDuration = "30s")
  void command(byte[] data) {
    Raw raw = Raw.of(data);
    try {
      CommandRecord command =
          Cost.bounded(
              () -> CommandRecord.of(new Record<>(raw.key(), raw.value(), 7, raw.headers())));
      assertThat(UUID.fromString(command.commandId())).hasToString(command.commandId());
      assertThat(command.aggregateId()).isEqualTo(raw.key());
    } catch (IllegalArgumentException e) {
      assertThat(DeadLetter.said(e.getMessage())).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @FuzzTest(maxDuration = "30s")
  void event(byte[] data) {
    Raw raw = Raw.of(data);
    var record =
        new ConsumerRecord<>(
            "orders.events",
            0,
            7,
            7,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            raw.key(),
            raw.value(),
            raw.headers(),
            Optional.empty());
    try {
      assertThat(Cost.bounded(() -> EventRecord.read(record, EVENTS)).aggregateId())
          .isEqualTo(raw.key());
    } catch (EventRecord.BrokenLog e) {
      assertThat(e).hasMessageContaining("orders.events-0@7");
    }
  }
}
