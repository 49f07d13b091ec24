package orders.torture.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.aggregate.order.OrderEvent;
import orders.aggregate.stock.StockEvent;
import orders.codec.Codecs;
import orders.contract.Topic;
import orders.contract.Topics;
import orders.contract.UndecodableRecord;
import orders.contract.WireFormat;
import orders.contract.registry.SchemaLog;
import orders.engine.Codec;
import orders.engine.Envelope;
import orders.engine.EventRecord;
import orders.engine.Outcome;
import orders.torture.check.rules.EffectsOnce;
import orders.torture.check.rules.Facts;
import orders.torture.check.rules.Logged;
import orders.torture.check.rules.Message;
import orders.torture.history.History;
import orders.torture.history.Place;
import orders.torture.history.Planted;
import orders.torture.measure.Readings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads everything that a run left into memory: each topic once.
final class Gathering {

  private static final Set<String> OUTCOMES = Set.of(Topics.ORDERS_OUTCOMES, Topics.STOCK_OUTCOMES);

  private static final Set<String> LETTERS =
      Set.of(Topics.ORDERS_COMMANDS_DLQ, Topics.STOCK_COMMANDS_DLQ);

  private final Codecs codecs;
  private final Canary canary;
  private final List<Logged<OrderEvent>> orders = new ArrayList<>();
  private final List<Logged<StockEvent>> stock = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Place> letters = new ArrayList<>();
  private final Map<TopicPartition, Long> counts = new HashMap<>();

  private Gathering(Codecs codecs, Canary canary) {
    this.codecs = codecs;
    this.canary = canary;
  }

  static Facts of(Evidence evidence, Duration patience) {
    try (var registry = new SchemaLog(evidence.cluster().common());
        var ends = new Ends(evidence.cluster(), evidence.partitions(), patience);
        var sweep = new Sweep(evidence.cluster())) {
      var gathering =
          new Gathering(Codecs.over(new WireFormat(registry)), new Canary(evidence.canary()));
      List<Facts.Lag> lags = ends.lagsAtRest();
      List<Facts.End> stable = ends.endsAtRest();
      Evidence.Outside books = evidence.outside().get();
      for (Topic topic : causesLast(ends.topics())) {
        sweep.read(topic.name(), ends.partitions(topic), gathering::take);
      }
      evidence.logs().forEach(gathering.canary::scan);
      return gathering.facts(evidence, books, patience, stable, lags);
    }
  }

  /// Processes may still write. What follows from a record is committed behind it, so where the
  /// causes are read last, none is missed of what was read before. Only those that may come twice
  /// under one id matter.
  static List<Topic> causesLast(List<Topic> topics) {
    return topics.stream().sorted(Comparator.comparing(EffectsOnce::allowsMore)).toList();
  }

  private Facts facts(
      Evidence evidence,
      Evidence.Outside books,
      Duration patience,
      List<Facts.End> ends,
      List<Facts.Lag> lags) {
    return new Facts(
        History.read(evidence.history()),
        orders,
        stock,
        unreadable,
        messages,
        outcomes,
        new Facts.Aside(Planted.read(evidence.planted()), letters),
        books.ledger(),
        books.payments(),
        books.parcels(),
        ViewRows.compare(evidence.cluster(), evidence.partitions(), codecs),
        ReadBack.of(evidence.api(), patience, orders, stock, counts),
        ends,
        lags,
        canary.personal(),
        Readings.read(evidence.readings()),
        evidence.partitions());
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    canary.scan(record);
    if (record.topic().equals(Topics.ORDERS_EVENTS)) {
      event(record, codecs.orderEvents(), orders);
    } else if (record.topic().equals(Topics.STOCK_EVENTS)) {
      event(record, codecs.stockEvents(), stock);
    } else if (OUTCOMES.contains(record.topic())) {
      outcome(record);
    } else if (LETTERS.contains(record.topic())) {
      letter(record);
    } else {
      message(record);
    }
  }

  private <E> void event(
      ConsumerRecord<String, byte[]> record, Codec<E> codec, List<Logged<E>> events) {
    var place = new TopicPartition(record.topic(), record.partition());
    try {
      var event = EventRecord.read(record, codec);
      long count = counts.merge(place, 1L, Long::sum);
      String command = Envelope.text(record.headers(), Envelope.CAUSATION_ID).orElse("");
      events.add(new Logged<>(event, count, command));
    } catch (EventRecord.BrokenLog e) {
      unreadable.add(e.getMessage());
    }
  }

  /// What is none was written by nobody of ours, and is passed over as its readers do.
  private void outcome(ConsumerRecord<String, byte[]> record) {
    Outcome outcome;
    try {
      outcome = codecs.outcomes().decode(record.value());
    } catch (UndecodableRecord e) {
      return;
    }
    outcomes.add(outcome);
  }

  private void letter(ConsumerRecord<String, byte[]> record) {
    String origin = Envelope.text(record.headers(), Envelope.ORIGIN).orElse("");
    message(record);
    letters.add(
        Place.parse(origin).orElseGet(() -> new Place(record.topic(), -1, record.offset())));
  }

  /// What has no id was written by nobody of ours, and is put aside by whom it was sent to.
  private void message(ConsumerRecord<String, byte[]> record) {
    Envelope.text(record.headers(), Envelope.ID)
        .ifPresent(
            id ->
                messages.add(
                    new Message(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        String.valueOf(record.key()),
                        id,
                        Envelope.text(record.headers(), Envelope.CAUSATION_ID).orElse(""))));
  }
}
