package orders.torture.check.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import orders.query.Token;
import orders.query.Token.Source;

/// What an event of one topic did to an order or a SKU of the other, by way of a command: whoever
/// has a token of the one must see that of the other.
final class Crossings {

  /// By subject and source: how many events of the subject's partition there were once an event of
  /// the source had had its effect.
  private final Map<String, Map<Source, TreeMap<Long, Long>>> effects = new HashMap<>();

  private record Place(Source source, long count) {}

  static Crossings of(Facts facts) {
    Map<String, Place> events = new HashMap<>();
    facts.orders().forEach(event -> place(events, Timelines.ORDERS_TOPIC, event));
    facts.stock().forEach(event -> place(events, Timelines.STOCK_TOPIC, event));
    Map<String, Place> causes = new HashMap<>(); // of commands
    for (Message message : facts.messages()) {
      Place cause = events.get(message.cause());
      if (cause != null) {
        causes.put(message.id(), cause);
      }
    }
    var crossings = new Crossings();
    facts.orders().forEach(event -> crossings.add(Timelines.ORDERS_TOPIC, event, causes));
    facts.stock().forEach(event -> crossings.add(Timelines.STOCK_TOPIC, event, causes));
    crossings.effects.values().forEach(some -> some.values().forEach(Crossings::rising));
    return crossings;
  }

  private static void place(Map<String, Place> events, String topic, Logged<?> event) {
    var source = new Source(topic, event.event().partition());
    events.put(event.event().eventId(), new Place(source, event.count()));
  }

  private void add(String topic, Logged<?> event, Map<String, Place> causes) {
    Place cause = causes.get(event.command());
    if (cause != null && !cause.source().topic().equals(topic)) {
      effects
          .computeIfAbsent(event.aggregate(), _ -> new HashMap<>())
          .computeIfAbsent(cause.source(), _ -> new TreeMap<>())
          .merge(cause.count(), event.count(), Math::max);
    }
  }

  /// A token that covers an event covers those before it. They come in their order.
  private static void rising(Map<Long, Long> counts) {
    long most = 0;
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      most = Math.max(most, Objects.requireNonNull(entry.getValue()));
      entry.setValue(most);
    }
  }

  /// How many events of its own partition a row must reflect for what a token says of the other
  /// topic; 0 when that did nothing to it.
  long reflected(String subject, Token token) {
    Map<Source, TreeMap<Long, Long>> own = effects.getOrDefault(subject, Map.of());
    long most = 0;
    for (Map.Entry<Source, TreeMap<Long, Long>> entry : own.entrySet()) {
      long covered = token.positions().getOrDefault(entry.getKey(), 0L);
      Map.Entry<Long, Long> last = entry.getValue().floorEntry(covered);
      most = last == null ? most : Math.max(most, last.getValue());
    }
    return most;
  }
}
