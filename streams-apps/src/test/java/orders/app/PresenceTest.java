package orders.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final HostInfo ONE = new HostInfo("10.0.0.1", 8481);

  @Test
  void a_name_is_known_by_where_its_process_is_reached_whichever_start_it_is_of() {
    assertThat(Presence.isAt(ONE, new Presence(ONE, "a").instance() + "-1")).isTrue();
    assertThat(Presence.isAt(ONE, new Presence(ONE, "b").instance() + "-12")).isTrue();
  }

  @Test
  void a_name_is_not_that_of_one_whose_address_begins_alike() {
    for (HostInfo other :
        new HostInfo[] {
          new HostInfo("10.0.0.1", 848), new HostInfo("10.0.0.11", 8481), new HostInfo("10.0.0", 1)
        }) {
      assertThat(Presence.isAt(other, new Presence(ONE, "a").instance() + "-1")).isFalse();
      assertThat(Presence.isAt(ONE, new Presence(other, "a").instance() + "-1")).isFalse();
    }
  }

  /// Kafka takes letters, digits, dots, dashes and underscores, 249 of them.
  @Test
  void a_name_is_one_that_kafka_takes() {
    for (String host : new String[] {"fe80::1", "a.example", "h".repeat(300)}) {
      var presence = new Presence(new HostInfo(host, 65_535), "x".repeat(36));
      assertThat(presence.instance() + "-64").matches("[A-Za-z0-9._-]{1,249}");
    }
  }

  @Test
  void each_start_has_a_name_of_its_own() {
    var settings = Settings.read(Map.of(), Map.of());
    assertThat(Presence.of(settings).instance()).isNotEqualTo(Presence.of(settings).instance());
  }
}
