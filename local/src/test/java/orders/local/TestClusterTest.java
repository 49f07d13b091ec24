package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.file.Path;
import java.util.Set;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Which broker the tests run on.
class TestClusterTest {

  @RegisterExtension final LogOf log = new LogOf(TestCluster.class);

  @Test
  void with_docker_a_container_is_used() {
    assertThat(TestCluster.choose("testcontainers", () -> true))
        .isEqualTo(TestCluster.Kind.TESTCONTAINERS);
  }

  @Test
  void without_docker_the_embedded_broker_is_used_and_that_is_said(@TempDir Path directory)
      throws Exception {
    TestCluster.Kind kind = TestCluster.choose("testcontainers", () -> false);
    assertThat(log.said())
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("no Docker here", "embedded");
    try (var cluster = TestCluster.start(kind, directory, 1)) {
      assertThat(cluster.kind()).isEqualTo(TestCluster.Kind.EMBEDDED);
      assertThat(topics(cluster)).contains(Topics.ORDERS_EVENTS);
    }
  }

  @Test
  void docker_is_not_looked_for_unless_asked() {
    TestCluster.Kind kind =
        TestCluster.choose(
            "embedded",
            () -> {
              throw new AssertionError("nobody asked");
            });
    assertThat(kind).isEqualTo(TestCluster.Kind.EMBEDDED);
    assertThat(log.said()).isEmpty();
  }

  @Test
  void any_other_choice_is_refused() {
    assertThatThrownBy(() -> TestCluster.choose("docker", () -> true))
        .hasMessageContaining("embedded or testcontainers");
  }

  private static Set<String> topics(TestCluster cluster) throws Exception {
    try (Admin admin = Admin.create(ClientProperties.admin(cluster.connection(), "test"))) {
      return admin.listTopics().names().get();
    }
  }
}
