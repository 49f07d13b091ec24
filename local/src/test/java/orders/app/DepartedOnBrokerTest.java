package orders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.local.LocalKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes are members of a group, and one of them has died: it says nothing any more. Its
/// session would end long after the test has given up.
class DepartedOnBrokerTest {

  private static final String GROUP = "app";
  private static final Presence DEAD = new Presence(new HostInfo("127.0.0.1", 1), "a");
  private static final Presence ALIVE = new Presence(new HostInfo("127.0.0.1", 10), "b");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int SESSION_MS = 600_000;

  @TempDir private Path directory;

  @Test
  void the_members_of_the_dead_are_taken_out_and_the_other_has_its_work() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0, 2);
        var dead = member(kafka.connection(), DEAD);
        var alive = member(kafka.connection(), ALIVE);
        Admin admin = Admin.create(ClientProperties.admin(kafka.connection(), "test"))) {
      await()
          .atMost(SOON)
          .until(
              () -> {
                dead.poll(Duration.ofMillis(50));
                alive.poll(Duration.ofMillis(50));
                return dead.assignment().size() == 1 && alive.assignment().size() == 1;
              });

      new Departed(DEAD.host()).leave(kafka.connection(), List.of("no-such-group", GROUP));

      assertThat(names(admin)).containsExactly(ALIVE.instance());
      await()
          .atMost(SOON)
          .until(
              () -> {
                alive.poll(Duration.ofMillis(50));
                return alive.assignment().size() == 2;
              });
      // Several others notice a death: what one of them has done is done.
      new Departed(DEAD.host()).leave(kafka.connection(), List.of(GROUP));
      assertThat(names(admin)).containsExactly(ALIVE.instance());
    }
  }

  private static Set<String> names(Admin admin) throws Exception {
    return admin.describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
        .flatMap(group -> group.members().stream())
        .map(member -> member.groupInstanceId().orElse("nameless"))
        .collect(Collectors.toSet());
  }

  private static KafkaConsumer<String, byte[]> member(KafkaConnection kafka, Presence who) {
    Map<String, Object> settings = ClientProperties.worker(kafka, who.start(), GROUP);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, who.instance());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, SESSION_MS);
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings);
    consumer.subscribe(List.of(Topics.ORDERS_EVENTS));
    return consumer;
  }
}
