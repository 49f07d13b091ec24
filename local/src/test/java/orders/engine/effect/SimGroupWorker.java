package orders.engine.effect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import orders.sim.Actor;
import orders.sim.Clock;
import orders.sim.Log;
import orders.sim.Txn;
import org.apache.kafka.common.TopicPartition;

/// The one member of a consumer group that works requests off: production's efforts, rulings and
/// offsets; results and offsets are one transaction.
public final class SimGroupWorker<Q, R> implements Actor {

  private static final int ROOM = 4;
  private static final int PARTITIONS = 2;
  private final EffectHost<Q, R> host;
  private final Log log;
  private final Clock clock;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<String, Deque<SimRequest<Q, R>>> lanes = new LinkedHashMap<>();
  private Offsets offsets = new Offsets();

  public SimGroupWorker(EffectHost<Q, R> host, Log log, Clock clock) {
    this.host = host;
    this.log = log;
    this.clock = clock;
    start();
  }

  private void start() {
    offsets = new Offsets();
    lanes.clear();
    positions.clear();
    for (int i = 0; i < PARTITIONS; i++) {
      var partition = new TopicPartition(host.topics().requests(), i);
      offsets.assigned(List.of(partition));
      positions.put(partition, committed.getOrDefault(partition, 0L));
    }
  }

  @Override
  public boolean step(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> take(random) || attempt(random) || settle(random);
      case 1 -> attempt(random) || settle(random) || take(random);
      default -> settle(random) || take(random) || attempt(random);
    };
  }

  /// Dies between what it did outside and what it writes about that, or after both.
  @Override
  public void crash(SplittableRandom random) {
    if (random.nextBoolean()) {
      settle(random);
    }
    start();
  }

  private boolean take(SplittableRandom random) {
    int out = lanes.values().stream().mapToInt(Deque::size).sum();
    var partition = new TopicPartition(host.topics().requests(), random.nextInt(PARTITIONS));
    Optional<Log.Stored> next =
        log.next(
            new Log.Place(partition.topic(), partition.partition()),
            positions.getOrDefault(partition, 0L));
    if (out >= ROOM || next.isEmpty()) {
      return false;
    }
    long offset = next.get().offset();
    long before = offsets.take(partition, offset);
    positions.put(partition, offset + 1);
    var delivery = new Delivery(next.get().record(), 0, before < 2L * ROOM);
    lanes
        .computeIfAbsent(next.get().key(), _ -> new ArrayDeque<>())
        .addLast(new SimRequest<>(host, delivery));
    return true;
  }

  private boolean attempt(SplittableRandom random) {
    List<SimRequest<Q, R>> due =
        lanes.values().stream()
            .map(Deque::getFirst)
            .filter(request -> request.due(clock.nowMs()))
            .toList();
    if (due.isEmpty()) {
      return false;
    }
    due.get(random.nextInt(due.size())).attempt(clock.nowMs());
    return true;
  }

  /// Some of what is decided.
  private boolean settle(SplittableRandom random) {
    List<Ruling> rulings = new ArrayList<>();
    for (Deque<SimRequest<Q, R>> lane : List.copyOf(lanes.values())) {
      Optional<Ruling> ruling = lane.getFirst().ruling();
      if (ruling.isPresent() && random.nextInt(3) > 0) {
        rulings.add(ruling.get());
        SimRequest<Q, R> settled = lane.removeFirst();
        if (lane.isEmpty()) {
          lanes.remove(settled.delivery().record().key());
        }
      }
    }
    commit(rulings);
    return !rulings.isEmpty();
  }

  private void commit(List<Ruling> rulings) {
    var txn = new Txn();
    Set<TopicPartition> touched = new HashSet<>();
    for (Ruling ruling : rulings) {
      var record = ruling.delivery().record();
      var partition = new TopicPartition(record.topic(), record.partition());
      if (offsets.settle(partition, record.offset())) {
        touched.add(partition);
        ruling
            .records()
            .forEach(
                r -> log.append(r.topic(), r.key(), r.value(), r.headers(), clock.nowMs(), txn));
      }
    }
    offsets.settled(touched).forEach((at, offset) -> committed.put(at, offset.offset()));
    txn.commit();
  }
}
