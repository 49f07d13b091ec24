package orders.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import orders.engine.DeadLetter;
import orders.fuzz.Cost;
import orders.fuzz.Raw;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/// Dead letters, and what was done about them, as they are read back.
class DlqFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void handled(byte[] data) {
    var record = new ConsumerRecord<>("control.deadletters", 0, 7, "a-0@1", data);
    Cost.bounded(() -> Handled.parse(record))
        .ifPresent(
            handled -> {
              assertThat(handled.action()).isNotNull();
              var again = new ConsumerRecord<>("t", 0, 7, "a-0@1", handled.json());
              assertThat(Handled.parse(again)).contains(handled);
            });
  }

  /// What is put aside and put back is what came, also when it came with headers of a letter.
  @FuzzTest(maxDuration = "30s")
  void letter(byte[] data) {
    Raw raw = Raw.of(data);
    DeadLetter letter =
        Cost.bounded(
            () ->
                DeadLetter.of(
                    raw.key(), raw.value(), raw.headers(), "orders.commands-3@4", "why\nnot"));
    var lying =
        new ConsumerRecord<>(
            "orders.commands.dlq",
            0,
            7,
            7,
            TimestampType.CREATE_TIME,
            0,
            0,
            letter.key(),
            letter.value(),
            letter.headers(),
            Optional.empty());
    var found = new Letter(new Lane("orders.commands.dlq", "orders.commands"), lying);
    assertThat(found.reason()).isEqualTo("why not");
    assertThat(Letter.Place.parse(found.origin()))
        .contains(new Letter.Place("orders.commands", 3, 4));
    var original = found.original();
    assertThat(original.key()).isEqualTo(raw.key());
    assertThat(original.value()).isEqualTo(raw.value());
    assertThat(original.headers().toArray()).isEqualTo(raw.headers().toArray());
    Letter.Place.parse(new String(data, UTF_8));
  }
}
