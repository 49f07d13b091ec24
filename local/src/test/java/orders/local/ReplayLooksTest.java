package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import orders.cli.Main;
import orders.kafka.ClientProperties;
import orders.replay.Estimate;
import orders.replay.Look;
import orders.replay.ReplayState;
import orders.replay.Replays;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// A view is mended where it lies, or looked at through its log.
class ReplayLooksTest extends ReplaySpec {

  @Test
  void rows_are_mended_where_they_lie_and_the_view_goes_on() throws Exception {
    String id = order("mended");
    await().until(() -> get("/v1/shipments/" + id, "").statusCode() != 503);
    try (Replays replays = replays();
        var producer =
            new KafkaProducer<String, byte[]>(
                ClientProperties.producer(settings.kafka(), "intruder"))) {
      int version = replays.versions("inventory").active();
      String topic = target("inventory").host().version(version).rows().topic();
      producer.send(new ProducerRecord<>(topic, 0, "nothing", someRow(topic))).get();

      ReplayState end = replays.mend(target("inventory"), USUAL, state -> {});

      assertThat(end.state()).as(end.detail()).isEqualTo(ReplayState.State.COMPLETED);
      assertThat(end.differences().getFirst().removed()).isEqualTo(1);
      assertThat(replays.versions("inventory").running()).contains(version);
    }
    HttpResponse<String> more = post("/v1/stock/pen/receive", "more-pens", "{\"quantity\":7}");
    String token = more.headers().firstValue("Consistency-Token").orElseThrow();
    await().until(() -> get("/v1/stock/pen", token).statusCode() == 200);
    assertThat(Main.line().execute("verify", "inventory", "-b", settings.kafka().bootstrap()))
        .isZero();
  }

  @Test
  void a_view_is_shown_as_it_was_and_one_row_against_its_events() throws Exception {
    String first = order("early");
    await().until(() -> get("/v1/orders/" + first, "").statusCode() == 200);
    Instant between = Instant.now();
    String later = order("late");
    await().until(() -> get("/v1/orders/" + later, "").statusCode() == 200);
    var look = new Look(settings.kafka(), settings.partitions());
    try (Replays replays = replays()) {
      var host = target("orders").host().version(replays.versions("orders").active());
      List<String> keys = new ArrayList<>();
      var past = new Look.Until(OptionalLong.empty(), Optional.of(between));

      look.rows(host, past, row -> keys.add(row.key()));

      assertThat(keys).contains(first).doesNotContain(later);
      assertThat(look.row(host, later, past)).isEmpty();
      assertThat(look.row(host, later, Look.Until.NOW)).get().asString().contains(later);
      assertThat(look.compare(host, first)).matches(Look.Pair::equal);
      assertThat(look.compare(host, first).held()).isPresent();
    }
  }

  @Test
  void what_a_replay_costs_is_said_beforehand_and_what_it_does_not_send_again() throws Exception {
    order("estimated");
    try (Replays replays = replays()) {
      Estimate estimate = replays.estimate(target("billing"), 2);

      assertThat(estimate.events()).isPositive();
      assertThat(estimate.bytes()).isGreaterThan(estimate.events());
      assertThat(estimate.muted())
          .contains("payments.requests", "shipping.jobs", "stock.commands", "orders.notices")
          .doesNotContain("orders.events", "orders.outcomes");
    }
  }
}
