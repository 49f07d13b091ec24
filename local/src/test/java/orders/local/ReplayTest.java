package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.replay.ReplayState;
import orders.replay.ReplayTarget;
import orders.replay.Replays;
import orders.replay.VersionedTopics;
import orders.replay.ViewVersions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// A view is rebuilt beside the one that readers see, while orders come in.
class ReplayTest extends ReplaySpec {

  /// How long somebody is in a group who should have left: longer than a replay needs to notice, or
  /// a producer waits for a topic that is not there.
  private static final Duration STAYS = Duration.ofSeconds(6);

  /// Less than those who should have left are waited for.
  private static final Duration CANCELLED_MAX = Duration.ofSeconds(15);

  @Test
  void readers_move_to_equal_rows_and_back_and_never_miss_what_they_wrote() throws Exception {
    var over = new AtomicBoolean();
    CompletableFuture<Integer> shopping =
        CompletableFuture.supplyAsync(() -> shopUntil(over, "moved"));
    try (Replays replays = replays()) {
      ReplayTarget billing = target("billing");
      int before = replays.versions("billing").active();

      ReplayState end = replays.run(billing, USUAL, state -> {});

      assertThat(end.state()).as(end.detail()).isEqualTo(ReplayState.State.COMPLETED);
      assertThat(end.differences()).hasSize(3).allMatch(ReplayState.Difference::equal);
      int after = end.version();
      await().until(() -> replays.versions("billing").active() == after);
      assertThat(replays.versions("billing").fed()).containsExactly(before, after);

      replays.activate(billing, before);
      replays.activate(billing, after);
      replays.retire(billing, before);
      await().until(() -> replays.versions("billing").fed().equals(java.util.Set.of(after)));
    }
    over.set(true);
    assertThat(shopping.get()).isGreaterThan(10);
    assertThat(VersionedTopics.wanted(settings.kafka()))
        .extracting(topic -> topic.name())
        .doesNotContain(Topics.BILLING_INVOICES)
        .anyMatch(name -> name.startsWith("billing.invoices.v"));
  }

  @Test
  void a_row_that_no_event_explains_stops_the_replay_and_is_named() throws Exception {
    String invoice = order("corrupted");
    await().until(() -> get("/v1/invoices/" + invoice, "").statusCode() == 200);
    int version;
    try (Replays replays = replays();
        var producer =
            new KafkaProducer<String, byte[]>(
                ClientProperties.producer(settings.kafka(), "intruder"))) {
      version = replays.versions("orders").active();
      String topic = target("orders").host().version(version).rows().topic();
      producer.send(new ProducerRecord<>(topic, 0, "nobody", someRow(topic))).get();
      ReplayState end = replays.run(target("orders"), USUAL, state -> {});

      assertThat(end.state()).isEqualTo(ReplayState.State.FAILED);
      assertThat(end.differences())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.removed()).isEqualTo(1);
                assertThat(found.samples()).singleElement().extracting("key").isEqualTo("nobody");
              });
      assertThat(replays.versions("orders").active()).isEqualTo(version);
    }
  }

  @Test
  void a_replay_that_fails_leaves_readers_where_they_were_and_the_next_takes_a_new_number() {
    try (Replays replays = replays()) {
      ReplayTarget inventory = target("inventory");
      assertThatThrownBy(() -> replays.run(inventory, USUAL, ReplayTest::diesWhileVerifying))
          .isInstanceOf(Died.class);
      assertThat(replays.versions("inventory").active()).isEqualTo(1);
    }
    try (Replays replays = replays()) {
      ReplayState end = replays.run(target("inventory"), USUAL, state -> {});

      assertThat(end.state()).as(end.detail()).isEqualTo(ReplayState.State.COMPLETED);
      assertThat(end.version()).isEqualTo(3);
      await().until(() -> replays.versions("inventory").fed().equals(java.util.Set.of(1, 3)));
    }
  }

  /// Who retired a version may have died before everybody had left it.
  @Test
  void a_group_of_a_dead_replay_is_swept_once_nobody_is_in_it_any_more() throws Exception {
    ReplayTarget shipping = target("shipping");
    try (Replays replays = replays()) {
      int dead = diedWhileVerifying(replays, shipping);
      var left = new AtomicBoolean();
      var wroteBefore = new AtomicBoolean();
      CompletableFuture<ReplayState> next;
      try (var _ = member(shipping.tables(dead))) {
        next =
            CompletableFuture.supplyAsync(
                () ->
                    replays.run(
                        shipping,
                        USUAL,
                        state ->
                            wroteBefore.compareAndSet(
                                false,
                                state.state() == ReplayState.State.VERIFYING && !left.get())));
        await().until(() -> replays.versions("shipping").last() > dead || next.isDone());
        List<String> rows = shipping.host().version(replays.versions("shipping").last()).topics();
        await()
            .during(STAYS)
            .atMost(STAYS.multipliedBy(2))
            .until(() -> Collections.disjoint(topics(), rows));
        left.set(true);
      }
      assertThat(next.get().state()).isEqualTo(ReplayState.State.COMPLETED);
      assertThat(wroteBefore).as("it wrote beside who was still there").isFalse();
      assertThat(groups()).doesNotContain(shipping.tables(dead));
    }
  }

  @Test
  void it_is_cancelled_while_it_waits_for_others_to_leave() throws Exception {
    ReplayTarget shipping = target("shipping");
    try (Replays replays = replays()) {
      int dead = diedWhileVerifying(replays, shipping);
      int before = replays.versions("shipping").active();
      try (var _ = member(shipping.tables(dead))) {
        CompletableFuture<ReplayState> next =
            CompletableFuture.supplyAsync(() -> replays.run(shipping, USUAL, state -> {}));
        await().until(() -> replays.versions("shipping").last() > dead);
        await().until(() -> replays.cancel(shipping) == 1);
        await().atMost(CANCELLED_MAX).until(next::isDone);
        assertThat(next.get().state()).isEqualTo(ReplayState.State.CANCELLED);
      }
      assertThat(replays.versions("shipping").active()).isEqualTo(before);
    }
  }

  @Test
  void one_whose_topics_cannot_be_made_fails_and_leaves_readers_where_they_are() {
    ReplayTarget shipping = target("shipping");
    try (Replays replays =
        new Replays(
            settings.kafka(),
            settings.partitions(),
            names -> {
              throw new IllegalStateException("no such rights");
            })) {
      ViewVersions before = replays.versions("shipping");
      List<ReplayState.State> told = new ArrayList<>();

      assertThatThrownBy(() -> replays.run(shipping, USUAL, state -> told.add(state.state())))
          .hasMessage("no such rights");

      assertThat(told).contains(ReplayState.State.FAILED);
      await().until(() -> replays.versions("shipping").last() > before.last());
      ViewVersions after = replays.versions("shipping");
      assertThat(after.active()).isEqualTo(before.active());
      assertThat(after.fed()).contains(before.active()).doesNotContain(after.last());
    }
  }

  /// Places orders one after the other, and reads each one's invoice with its token.
  private static int shopUntil(AtomicBoolean over, String name) {
    List<String> missed = new ArrayList<>();
    int orders = 0;
    try {
      while (!over.get()) {
        HttpResponse<String> placed = post("/v1/orders", name + orders, ORDER);
        assertThat(placed.statusCode()).isEqualTo(201);
        String id = placed.headers().firstValue("Location").orElseThrow().substring(11);
        String token = placed.headers().firstValue("Consistency-Token").orElseThrow();
        HttpResponse<String> read = get("/v1/invoices/" + id, token);
        if (read.statusCode() != 200) {
          missed.add(id + " " + read.statusCode() + " " + read.body());
        }
        orders++;
      }
    } catch (Exception e) {
      throw new IllegalStateException("shopping failed after " + orders, e);
    }
    assertThat(missed).isEmpty();
    return orders;
  }
}
