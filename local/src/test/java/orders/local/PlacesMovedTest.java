package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.Restore;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.Apps;
import orders.contract.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator says where a service goes on: it acts on all there is from there on, whether it has
/// before or not, under the ids that it had.
class PlacesMovedTest {

  @TempDir static Path directory;
  private static Reopened cluster;
  private static Derived derived;
  private static Instant begun;

  @BeforeAll
  static void start() {
    begun = Instant.now().minusSeconds(1);
    cluster = Reopened.start(directory);
    derived = cluster.derived();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void from_the_first_event_on() {
    List<String> before = derived.ids(Topics.SHIPPING_JOBS);
    assertThat(cli("group", Apps.SHIPPING_SERVICE, "--to-earliest")).isEqualTo(ExitCodes.OK);
    try (Market shop = cluster.open()) {
      awaitAgain(before, Topics.SHIPPING_JOBS);
      Reopened.delivered(shop, "again");
    }
  }

  @Test
  void since_a_time_after_a_restore() {
    List<String> before = derived.ids(Topics.PAYMENTS_REQUESTS);
    String files = directory.resolve("archive").toString();
    assertThat(cli("archive", files)).isEqualTo(ExitCodes.OK);
    assertThat(cli("restore", files, "--resume", "--offer-since", begun.toString()))
        .isEqualTo(ExitCodes.OK);
    try (Market shop = cluster.open()) {
      awaitAgain(before, Topics.PAYMENTS_REQUESTS);
      Reopened.delivered(shop, "restored");
    }
  }

  @Test
  void not_while_it_runs() {
    try (Market shop = cluster.open()) {
      assertThat(cli("group", Apps.ORDER_SERVICE, "--to-earliest")).isEqualTo(ExitCodes.CONFLICT);
      List<String> before = derived.ids(Topics.ORDERS_NOTICES);
      Reopened.delivered(shop, "meanwhile");
      assertThat(derived.addedTo(before, Topics.ORDERS_NOTICES))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(before);
      Path files = directory.resolve("running");
      assertThat(cli("archive", files.toString())).isEqualTo(ExitCodes.OK);
      try (ArchiveFiles archive = ArchiveLocation.open(files.toString(), Optional.empty())) {
        var restore = new Restore(cluster.connection(), archive);
        assertThatThrownBy(() -> restore.run(true, part -> {})).hasMessageContaining("runs: stop");
      }
    }
  }

  private static void awaitAgain(List<String> before, String topic) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(derived.addedTo(before, topic)).containsAll(before));
  }

  private static int cli(String... line) {
    String[] all = java.util.Arrays.copyOf(line, line.length + 2);
    all[line.length] = "-b";
    all[line.length + 1] = cluster.connection().bootstrap();
    return Main.line().execute(all);
  }
}
