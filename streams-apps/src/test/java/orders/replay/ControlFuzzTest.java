package orders.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import orders.fuzz.Cost;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The control topics are JSON: what is no decision decides nothing, and what is read is whole.
class ControlFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void versions(byte[] data) {
    var record = new ConsumerRecord<>(ControlLog.ALIASES.topic(), 0, 7, "billing", data);
    Cost.bounded(() -> ControlJson.versions(record))
        .ifPresent(
            versions -> {
              assertThat(versions.fed()).contains(versions.active());
              assertThat(versions.view()).isNotNull();
              var again = new ConsumerRecord<>("t", 0, 7, "billing", ControlJson.json(versions));
              assertThat(ControlJson.versions(again)).contains(versions);
            });
  }

  @FuzzTest(maxDuration = "30s")
  void replay(byte[] data) {
    ReplayState state = read(data, ReplayState.class);
    if (state != null) {
      var heard = new HeardReplays(Duration.ofSeconds(1));
      heard.take("some", state);
      assertThat(heard.all()).hasSize(1);
      assertThat(heard.anyOf(state.view())).isEqualTo(!state.state().ended());
      assertThat(read(ControlJson.json(state), ReplayState.class)).isEqualTo(state);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void audit(byte[] data) {
    AuditState state = read(data, AuditState.class);
    if (state != null) {
      assertThat(state.key()).startsWith(ControlLog.AUDIT);
      assertThat(state.equal())
          .isEqualTo(state.differences().stream().allMatch(ReplayState.Difference::equal));
      assertThat(read(ControlJson.json(state), AuditState.class)).isEqualTo(state);
    }
  }

  private static <T> @org.jspecify.annotations.Nullable T read(byte[] data, Class<T> type) {
    try {
      return ControlJson.JSON.readValue(data, type);
    } catch (IOException e) {
      return null; // passed over
    }
  }
}
