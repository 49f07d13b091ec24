package orders.engine.effect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orders.sim.Clock;
import orders.sim.Log;

/// What the broker does for a share group: hands each record to one member, counts how often, and
/// takes back what a member has had for too long.
public final class SimShareQueue {

  private static final long LOCK_MS = 15_000;
  private static final int DELIVERIES_MAX = 10;
  private final Log log;
  private final Clock clock;
  private final List<Log.Place> places;
  private final Map<Log.Place, Long> starts = new HashMap<>();
  private final Map<Log.Place, TreeMap<Long, Held>> held = new HashMap<>();

  private static final class Held {
    private final Log.Stored record;
    private int deliveries;
    private long untilMs;

    private Held(Log.Stored record) {
      this.record = record;
    }
  }

  public SimShareQueue(String topic, Log log, Clock clock) {
    this.log = log;
    this.clock = clock;
    this.places = List.of(new Log.Place(topic, 0), new Log.Place(topic, 1));
  }

  /// The next record for a member, if there is one.
  Optional<Delivery> acquire(int partition) {
    Log.Place place = places.get(partition);
    TreeMap<Long, Held> here = held.computeIfAbsent(place, _ -> new TreeMap<>());
    for (Held one : new ArrayList<>(here.values())) {
      if (one.untilMs <= clock.nowMs()) {
        if (one.deliveries >= DELIVERIES_MAX) {
          here.remove(one.record.offset()); // the broker drops it: nobody may let it come so far
        } else {
          return Optional.of(hand(one));
        }
      }
    }
    Optional<Log.Stored> next = log.next(place, starts.getOrDefault(place, 0L));
    return next.map(
        record -> {
          starts.put(place, record.offset() + 1);
          var one = new Held(record);
          here.put(record.offset(), one);
          return hand(one);
        });
  }

  /// False when the member has it no longer.
  boolean accept(Delivery delivery) {
    return mine(delivery).map(one -> here(one).remove(one.record.offset())).isPresent();
  }

  void release(Delivery delivery) {
    mine(delivery).ifPresent(one -> one.untilMs = clock.nowMs());
  }

  void renew(Delivery delivery) {
    mine(delivery).ifPresent(one -> one.untilMs = clock.nowMs() + LOCK_MS);
  }

  private Delivery hand(Held one) {
    one.deliveries++;
    one.untilMs = clock.nowMs() + LOCK_MS;
    return new Delivery(one.record.record(), one.deliveries - 1, one.deliveries > 1);
  }

  private Optional<Held> mine(Delivery delivery) {
    var record = delivery.record();
    Held one =
        held.getOrDefault(new Log.Place(record.topic(), record.partition()), new TreeMap<>())
            .get(record.offset());
    return Optional.ofNullable(one)
        .filter(h -> h.deliveries == delivery.earlier() + 1 && h.untilMs > clock.nowMs());
  }

  private Map<Long, Held> here(Held one) {
    return held.getOrDefault(one.record.place(), new TreeMap<>());
  }
}
