package orders.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import orders.codec.Codecs;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Somebody asks while the process goes down, or has not quite come up. Nobody waits for an answer
/// that another instance may have.
@Timeout(60)
class GoingDownTest {

  private static final HostInfo SELF = new HostInfo("127.0.0.1", 1);
  private static final ViewSpec<String> VIEW =
      ViewSpec.keyed("words", "words.v1", "events", new Words(), Map.of());
  private static final PartQuery QUESTION =
      new PartQuery(
          "words",
          Map.of(0, PartQuery.Need.NOTHING),
          Optional.of("a"),
          Optional.empty(),
          Optional.empty(),
          1,
          Duration.ofDays(1).toMillis());

  private final Codecs codecs = Codecs.over(new WireFormat(new MemoryRegistry()));

  @TempDir private Path directory;

  @Test
  void a_process_that_has_not_begun_is_unavailable() {
    try (KafkaStreams streams = streams()) {
      isUnavailable(streams);
    }
  }

  @Test
  void a_process_that_its_group_has_told_nothing_is_unavailable() {
    try (KafkaStreams streams = streams()) {
      streams.start();
      isUnavailable(streams);
    }
  }

  @Test
  void a_process_that_has_ended_is_unavailable() {
    KafkaStreams streams = streams();
    streams.close();
    isUnavailable(streams);
  }

  private void isUnavailable(KafkaStreams streams) {
    var local =
        new LocalTables(streams, List.of(VIEW), codecs.marks(), _ -> Optional.empty(), () -> 0);
    var scatter = Scatter.of(streams, SELF, local);
    assertThatThrownBy(() -> local.answer(QUESTION)).isInstanceOf(ViewReader.Unavailable.class);
    assertThatThrownBy(() -> scatter.ask("words.v1", QUESTION))
        .isInstanceOf(ViewReader.Unavailable.class);
  }

  private KafkaStreams streams() {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "words");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return new KafkaStreams(QueryTopology.of(List.of(VIEW), codecs.marks()), properties);
  }
}
