package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import orders.cli.Main;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.replay.ControlLog;
import orders.replay.LogReader;
import orders.replay.ReplayState;
import orders.replay.Replays;
import orders.replay.ViewVersions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// The process of a replay is killed by SIGKILL, wherever it is: readers see one version or the
/// other, each of them right, and the next replay ends it.
class KilledReplayTest extends ReplaySpec {

  private static final long SEED = Long.getLong("seed", 20261125L);
  private static final int ORDERS = 12;

  /// SIGKILL, as a shell says it.
  private static final int KILLED = 137;

  @Test
  void readers_see_one_version_or_the_other_wherever_it_dies() throws Exception {
    var random = new Random(SEED);
    for (int i = 0; i < ORDERS; i++) {
      order("killed-" + i);
    }
    assertThat(Main.line().execute("verify", "billing", "-b", bootstrap())).isZero();
    int events = count(Topics.ORDERS_EVENTS);
    try (Replays replays = replays()) {
      int before = replays.versions("billing").active();
      for (String point :
          List.of(
              "consumed:orders.events:" + (1 + random.nextInt(events)),
              "sent:billing.invoices.v:" + (1 + random.nextInt(ORDERS)),
              "consumed:billing.invoices.v" + (before + 3) + ":1",
              "acknowledged:control.aliases:2",
              "consumed:orders.events:" + (events + 1 + random.nextInt(3)),
              "acknowledged:control.aliases:3")) {
        kill("billing", List.of(), point);
        right(point);
        assertThat(replays.versions("billing").active()).as(point).isEqualTo(before);
      }
      kill("billing", List.of(), "sent:control.replays:1:COMPLETED");
      int after = before + 7;
      await().until(() -> replays.versions("billing").active() == after);
      right("switched");

      ReplayState end = replays.run(target("billing"), USUAL, state -> {});

      assertThat(end.state()).as(end.detail()).isEqualTo(ReplayState.State.COMPLETED);
      assertThat(end.version()).isEqualTo(after + 1);
      assertThat(rowTopics()).containsExactlyInAnyOrder(invoices(after), invoices(after + 1));
      right("in the end");
    }
  }

  @Test
  void a_view_does_not_stand_still_for_a_replay_that_is_dead() throws Exception {
    try (Replays replays = replays();
        ControlLog patient = follow(Duration.ofMinutes(5));
        ControlLog brief = follow(Duration.ofSeconds(1))) {
      kill("inventory", List.of("--in-place", "--yes"), "acknowledged:inventory.stock.v:1");

      await().until(() -> brief.versions("inventory").paused().isEmpty());
      ViewVersions standing = patient.versions("inventory");
      assertThat(standing.paused()).containsExactly(standing.active());

      ReplayState end = replays.mend(target("inventory"), USUAL, state -> {});

      assertThat(end.state()).as(end.detail()).isEqualTo(ReplayState.State.COMPLETED);
      await().until(() -> patient.versions("inventory").paused().isEmpty());
    }
    HttpResponse<String> more = post("/v1/stock/pen/receive", "again-pens", "{\"quantity\":7}");
    String token = more.headers().firstValue("Consistency-Token").orElseThrow();
    await().until(() -> get("/v1/stock/pen", token).statusCode() == 200);
    assertThat(Main.line().execute("verify", "inventory", "-b", bootstrap())).isZero();
  }

  private static void kill(String view, List<String> options, String point) throws Exception {
    Path config = Files.writeString(directory.resolve("dying.properties"), dying(point));
    List<String> arguments = new ArrayList<>(List.of("replay", view, "-b", bootstrap()));
    arguments.addAll(List.of("--config-file", config.toString()));
    arguments.addAll(options);
    Process process =
        JavaProcess.of(
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Main.class,
                arguments)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "dying-replay.log").toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(point).isTrue();
    assertThat(process.exitValue()).as(point).isEqualTo(KILLED);
  }

  private static String dying(String point) {
    return "interceptor.classes=" + DyingClient.class.getName() + "\ndying.at=" + point + "\n";
  }

  /// A reader finds what it has written, and every row is what its events say.
  private static void right(String when) throws Exception {
    String key = "right-" + when.replaceAll("[^a-zA-Z0-9]", "-");
    HttpResponse<String> placed = post("/v1/orders", key, ORDER);
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
    String id = placed.headers().firstValue("Location").orElseThrow().substring(11);
    String token = placed.headers().firstValue("Consistency-Token").orElseThrow();
    assertThat(get("/v1/invoices/" + id, token).statusCode()).as(when).isEqualTo(200);
    assertThat(Main.line().execute("verify", "billing", "-b", bootstrap())).as(when).isZero();
  }

  private static int count(String topic) {
    int[] count = {0};
    for (int partition = 0; partition < settings.partitions(); partition++) {
      LogReader.read(
          ClientProperties.reader(settings.kafka(), "count"),
          new TopicPartition(topic, partition),
          _ -> count[0]++);
    }
    return count[0];
  }

  private static ControlLog follow(Duration lease) {
    return ControlLog.follow(ClientProperties.reader(settings.kafka(), "control"), lease);
  }

  private static String invoices(int version) {
    return Topics.version(Topics.BILLING_INVOICES, version);
  }

  private static Set<String> rowTopics() throws Exception {
    try (Admin admin = Admin.create(ClientProperties.admin(settings.kafka(), "topics"))) {
      return admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
          .filter(name -> name.startsWith("billing.invoices.v"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String bootstrap() {
    return settings.kafka().bootstrap();
  }
}
