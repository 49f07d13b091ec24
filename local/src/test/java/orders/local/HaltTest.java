package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orders.app.StreamsApp;
import orders.codec.Codecs;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Codec;
import orders.engine.EventRecord;
import orders.kafka.ClientProperties;
import orders.kafka.KeyText;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Where nobody but an aggregate writes, whoever meets something else stops and says where.
class HaltTest {

  private static final Duration WAIT = Duration.ofSeconds(60);

  @RegisterExtension final LogOf log = new LogOf(StreamsApp.class);

  @TempDir Path directory;

  @Test
  void no_kind_of_poison_is_an_event() {
    var wire = new WireFormat(new MemoryRegistry());
    var samples = new Samples(wire);
    for (Topic topic : halting()) {
      var codec = codec(topic, wire);
      for (Poison poison : Poison.all()) {
        var sent = poison.record(topic.name(), 2, samples.of(topic));
        var got = got(sent, 0);
        // Nobody copies an event's headers but the ones that are read.
        if (poison != Poison.HUGE_HEADER) {
          assertThatThrownBy(() -> EventRecord.read(got, codec))
              .as("%s on %s", poison, topic.name())
              .isInstanceOf(EventRecord.BrokenLog.class)
              .hasMessageContaining(topic.name() + "-2@17");
        }
      }
    }
  }

  @Test
  void who_ignores_its_type_minds_everything_but_its_body() {
    Set<Poison> inTheBody = EnumSet.of(Poison.LEFT_OVER, Poison.CUT_OFF, Poison.HUGE);
    var wire = new WireFormat(new MemoryRegistry());
    var samples = new Samples(wire);
    for (Topic topic : halting()) {
      var codec = codec(topic, wire);
      Set<String> ignored = Set.of(codec.typeOf(samples.of(topic).good()));
      Set<Poison> passedOver = EnumSet.noneOf(Poison.class);
      for (Poison poison : Poison.all()) {
        var got = got(poison.record(topic.name(), 2, samples.of(topic)), 0);
        try {
          assertThat(EventRecord.readUnless(got, codec, ignored)).isEmpty();
          passedOver.add(poison);
        } catch (EventRecord.BrokenLog e) {
          assertThat(e).hasMessageContaining(topic.name() + "-2@17");
        }
      }
      passedOver.remove(Poison.HUGE_HEADER); // as above
      assertThat(passedOver).as(topic.name()).isEqualTo(inTheBody);
    }
  }

  @Test
  void a_record_without_a_time_is_no_event() {
    var wire = new WireFormat(new MemoryRegistry());
    for (Topic topic : halting()) {
      var codec = codec(topic, wire);
      var good = Poison.HUGE_HEADER.record(topic.name(), 2, new Samples(wire).of(topic));
      assertThat(EventRecord.read(got(good, 7), codec).at().toEpochMilli()).isEqualTo(7);
      assertThatThrownBy(() -> EventRecord.read(got(good, -1), codec))
          .isInstanceOf(EventRecord.BrokenLog.class)
          .hasMessageContaining("no time");
    }
  }

  private static Codec<?> codec(Topic topic, WireFormat wire) {
    return topic.name().startsWith("orders")
        ? Codecs.over(wire).orderEvents()
        : Codecs.over(wire).stockEvents();
  }

  private static ConsumerRecord<String, byte[]> got(
      ProducerRecord<byte[], byte[]> sent, long timestamp) {
    return new ConsumerRecord<>(
        sent.topic(),
        2,
        17L,
        timestamp,
        TimestampType.CREATE_TIME,
        1,
        1,
        new KeyText.Reader().deserialize(sent.topic(), sent.key()),
        sent.value(),
        sent.headers(),
        java.util.Optional.empty());
  }

  @Test
  void its_readers_stop_before_it_and_name_it_and_all_others_go_on() throws Exception {
    try (Shop shop = Shop.open(directory)) {
      shop.sellsAnOrder();
      Set<String> stopped = new TreeSet<>();
      // Fewer read of stock than of orders, so that somebody is left to go on.
      for (Topic topic : halting().reversed()) {
        String place = poison(shop, topic);
        stopped.addAll(readers(topic));
        await().atMost(WAIT).untilAsserted(() -> assertThat(failed(shop)).containsAll(stopped));
        assertThat(failed(shop)).isEqualTo(stopped);
        for (String app : readers(topic)) {
          await()
              .atMost(WAIT)
              .untilAsserted(
                  () ->
                      assertThat(log.said())
                          .anySatisfy(
                              line ->
                                  assertThat(line.getFormattedMessage())
                                      .contains(app, "halts", "no event at ")));
        }
        assertThat(log.said())
            .anySatisfy(line -> assertThat(line.getFormattedMessage()).contains(place));
        assertThat(shop.process().failed()).isTrue();
        assertNobodyWentPast(shop, topic, place);
      }
    }
  }

  private static List<Topic> halting() {
    return Catalogue.get().topics().values().stream()
        .filter(topic -> topic.poison() == Topic.Poison.HALT)
        .toList();
  }

  private static String poison(Shop shop, Topic topic) throws Exception {
    try (var producer = Outsider.producer(shop.kafka())) {
      var values = Outsider.samples(shop.kafka()).of(topic);
      RecordMetadata at = producer.send(Poison.WRONG_TYPE.record(topic.name(), 1, values)).get();
      return at.topic() + "-" + at.partition() + "@" + at.offset();
    }
  }

  /// The Streams apps that read a topic.
  private static Set<String> readers(Topic topic) {
    return Catalogue.get().apps().values().stream()
        .filter(app -> app.consumes().contains(topic.name()))
        .filter(app -> !app.produces().isEmpty() && !app.groups().isEmpty())
        .map(HaltTest::running)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A projection runs under the number of its version.
  private static String running(App app) {
    return app.groups().getFirst().endsWith("v*") ? app.id() + "-v1" : app.id();
  }

  private static Set<String> failed(Shop shop) {
    return shop.process().node().apps().stream()
        .filter(StreamsApp::failed)
        .map(StreamsApp::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertNobodyWentPast(Shop shop, Topic topic, String place) throws Exception {
    long offset = Long.parseLong(place.substring(place.indexOf('@') + 1));
    List<Long> places = new ArrayList<>();
    try (Admin admin = Admin.create(ClientProperties.admin(shop.kafka(), "places"))) {
      for (String app : readers(topic)) {
        var committed = admin.listConsumerGroupOffsets(app).partitionsToOffsetAndMetadata().get();
        var at = committed.get(new TopicPartition(topic.name(), 1));
        places.add(at == null ? 0 : at.offset());
      }
    }
    assertThat(places).hasSize(readers(topic).size()).allMatch(reached -> reached <= offset);
  }
}
