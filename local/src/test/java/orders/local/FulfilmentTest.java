package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import orders.cli.Main;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.local.EventLog.Fact;
import orders.local.sandbox.Ledger;
import orders.projection.orders.OrderStatus;
import orders.replay.LogReader;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders to their ends on a real broker, with roles in processes of their own: clients change
/// their minds, the provider and the carrier fail, and each process is killed, or shipping alone
/// where brokers know no share groups.
/// `-Dorders=5000 -Dkills.each=3` for a longer run; `orders torture` breaks more than processes.
@Tag("alone")
class FulfilmentTest {

  private static final Logger LOG = LoggerFactory.getLogger(FulfilmentTest.class);
  private static final int ORDERS = Integer.getInteger("orders", 300);
  private static final int KILLS_EACH = Integer.getInteger("kills.each", 1);
  private static final int PARTITIONS = 4;

  /// The longest time-out, and what a worker needs to catch up after it.
  private static final Duration SETTLED_MAX = Estate.TIMEOUT.plus(Duration.ofMinutes(3));

  @TempDir Path directory;

  @Test
  void every_order_ends_and_all_books_agree_through_a_kill_of_each_process() throws Exception {
    var cluster = TestCluster.startApart(directory.resolve("kafka"), PARTITIONS);
    try (Estate estate = Estate.start(cluster, directory)) {
      run(estate, ORDERS, estate.apps(), KILLS_EACH);
      assertThat(estate.shipping().said()).contains("shipping jobs: share group shipping-queue");
    }
  }

  @Test
  void it_does_so_on_brokers_that_know_no_share_groups() throws Exception {
    var cluster = TestCluster.startApart(directory.resolve("kafka"), PARTITIONS);
    try (Estate estate = Estate.withShippingApart(cluster.withoutShareGroups(), directory)) {
      run(estate, ORDERS / 4, List.of(estate.shipping()), 1);
      assertThat(estate.shipping().said())
          .contains("shipping jobs: consumer group shipping-queue-classic");
    }
  }

  private static void run(Estate estate, int orders, List<AppProcess> killed, int each)
      throws InterruptedException {
    List<Acknowledged> acknowledged;
    try (var buyers = new Buyers(estate.client())) {
      buyers.stock(orders);
      buyers.start(orders);
      int kills = each * killed.size();
      int step = orders / (kills + 1);
      for (int kill = 0; kill < kills; kill++) {
        int enough = (kill + 1) * step;
        await().atMost(Duration.ofMinutes(5)).until(() -> buyers.placed() >= enough);
        AppProcess app = killed.get(kill % killed.size());
        app.kill();
        app.startAgain();
        LOG.info("kill {} after {} orders", kill + 1, buyers.placed());
        await().atMost(Duration.ofMinutes(3)).until(app::ready);
      }
      acknowledged = buyers.finish();
    }
    LOG.info("{} orders placed, {} commands acknowledged", orders, acknowledged.size());
    judge(estate, orders, acknowledged);
  }

  private static void judge(Estate estate, int orders, List<Acknowledged> acknowledged) {
    Accounts accounts =
        await()
            .atMost(SETTLED_MAX)
            .pollInterval(Duration.ofSeconds(3))
            .until(
                () -> Accounts.read(estate.cluster().connection(), PARTITIONS),
                read -> read.open().isEmpty() && booked(estate, read));
    LOG.info("{}, ledger {}", accounts.ends(), estate.sandbox().ledger());
    assertThat(accounts.orders()).hasSize(orders);
    assertThat(accounts.ends().get(OrderStatus.DELIVERED))
        .as("not all of them ran into a time-out")
        .isGreaterThan(orders / 5);
    accounts
        .levels()
        .forEach(
            (sku, level) ->
                assertThat(List.of(level.shipped(), level.takenBack(), (long) level.reserved()))
                    .as("shipped, taken back, reserved of %s", sku)
                    .containsExactly(
                        accounts.sent().getOrDefault(sku, 0L),
                        accounts.back().getOrDefault(sku, 0L),
                        0L));
    for (String topic : List.of(Topics.ORDERS_COMMANDS, Topics.STOCK_COMMANDS)) {
      assertThat(letters(estate, Topics.deadLetters(topic)))
          .as("dead letters of %s", topic)
          .isZero();
    }
    assertThat(letters(estate, Topics.deadLetters(Topics.PAYMENTS_REQUESTS))).isZero();
    EventLog log = EventLog.read(estate.cluster());
    assertThat(log.withGaps()).isEmpty();
    assertThat(log.facts()).extracting(Fact::id).doesNotHaveDuplicates();
    var events = log.byCommand();
    for (Acknowledged one : acknowledged) {
      assertThat(events.getOrDefault(one.commandId(), List.of()))
          .as("the events of %s", one)
          .hasSize(1);
    }
    estate.client().read(0, "/v1/revenue", Acknowledged.token(acknowledged));
    assertThat(Main.line().execute("verify", "-b", estate.cluster().connection().bootstrap()))
        .isZero();
  }

  private static int letters(Estate estate, String topic) {
    var count = new AtomicInteger();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      LogReader.read(
          ClientProperties.reader(estate.cluster().connection(), "letters"),
          new TopicPartition(topic, partition),
          _ -> count.incrementAndGet());
    }
    return count.get();
  }

  /// Whether the provider's ledger says what the invoices say, and holds nothing any more.
  private static boolean booked(Estate estate, Accounts accounts) {
    Ledger.Totals totals = estate.sandbox().ledger().get("EUR");
    return totals != null
        && totals.equals(
            new Ledger.Totals(
                0, accounts.capturedMinor(), accounts.refundedMinor(), accounts.sales()));
  }
}
