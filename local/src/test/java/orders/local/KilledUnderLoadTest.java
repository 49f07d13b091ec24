package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orders.cli.Main;
import orders.local.EventLog.Fact;
import orders.local.Shoppers.Acknowledged;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGKILL for one instance after the other while orders come in. `-Dkills=20` for a long run.
@Tag("alone")
class KilledUnderLoadTest {

  private static final Logger LOG = LoggerFactory.getLogger(KilledUnderLoadTest.class);
  private static final int KILLS = Integer.getInteger("kills", 1);
  private static final int ORDERS_BETWEEN = 60;

  @TempDir static Path directory;
  private static Pair pair;

  @BeforeAll
  static void start() {
    pair = Pair.start(directory);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void what_was_acknowledged_is_in_the_log_once_and_every_view_is_a_fold_of_it() {
    List<Acknowledged> acknowledged;
    try (var shoppers = Shoppers.start(pair)) {
      for (int kill = 0; kill < KILLS; kill++) {
        goesOn(shoppers);
        pair.instance(kill).kill();
        LOG.info("kill {} after {} acknowledged commands", kill + 1, shoppers.acknowledged());
        goesOn(shoppers);
        LOG.info("goes on after kill {}", kill + 1);
        pair.instance(kill).startAgain();
        pair.awaitReady();
      }
      goesOn(shoppers);
      acknowledged = shoppers.finish();
    }
    assertThat(acknowledged).hasSizeGreaterThan(2 * KILLS * ORDERS_BETWEEN);

    LOG.info("{} acknowledged commands to look for", acknowledged.size());
    EventLog log = EventLog.read(pair.cluster());
    assertThat(log.withGaps()).isEmpty();
    assertThat(log.facts()).extracting(Fact::id).doesNotHaveDuplicates();
    var events = log.byCommand();
    for (Acknowledged one : acknowledged) {
      assertThat(events.getOrDefault(one.commandId(), List.of()))
          .as("the events of %s", one)
          .singleElement()
          .matches(event -> event.aggregate().equals(one.orderId()))
          .matches(event -> event.version() == one.version());
    }
    everyViewHasCaughtUpWith(acknowledged);
    assertThat(Main.line().execute("verify", "-b", pair.cluster().connection().bootstrap()))
        .isZero();
  }

  private static void goesOn(Shoppers shoppers) {
    int before = shoppers.acknowledged();
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> shoppers.acknowledged() >= before + ORDERS_BETWEEN);
  }

  private static void everyViewHasCaughtUpWith(List<Acknowledged> acknowledged) {
    String token = Shoppers.token(acknowledged);
    for (String path : List.of("/v1/orders?limit=1", "/v1/revenue", "/v1/stock?below=1")) {
      pair.read(0, path, token);
    }
  }
}
