package orders.engine.effect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Works on many deliveries at once, and on those of one key one after the other. Used by one
/// thread; the work itself runs on virtual ones.
final class Lanes implements AutoCloseable {

  private final Function<Delivery, Ruling> work;
  private final Map<String, Deque<Delivery>> lanes = new HashMap<>();
  private final BlockingQueue<Ruling> done = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private int size;

  /// @param work what it throws ends the session: a delivery that is neither done nor given back
  ///     would keep its queue waiting for ever
  Lanes(Function<Delivery, Ruling> work) {
    this.work = work;
  }

  /// How many are queued or under way.
  int size() {
    return size;
  }

  void add(Delivery delivery) {
    Deque<Delivery> lane = lanes.computeIfAbsent(key(delivery), _ -> new ArrayDeque<>());
    lane.addLast(delivery);
    size++;
    if (lane.size() == 1) {
      start(delivery);
    }
  }

  /// What has been ruled on since the last time; the next of each lane starts.
  ///
  /// @throws IllegalStateException when some work failed, which nobody will rule on any more
  List<Ruling> done() {
    RuntimeException broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException("work on a request broke off", broken);
    }
    List<Ruling> rulings = new ArrayList<>();
    done.drainTo(rulings);
    for (Ruling ruling : rulings) {
      String key = key(ruling.delivery());
      Deque<Delivery> lane = lanes.getOrDefault(key, new ArrayDeque<>());
      lane.pollFirst();
      size--;
      if (lane.isEmpty()) {
        lanes.remove(key);
      } else {
        start(lane.getFirst());
      }
    }
    return rulings;
  }

  /// Stops what is under way; it will be handed out again.
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void start(Delivery delivery) {
    threads.execute(
        () -> {
          @Nullable RuntimeException broken = new IllegalStateException("ended without a ruling");
          try {
            done.add(work.apply(delivery));
            broken = null;
          } catch (RuntimeException e) {
            broken = e;
          } finally {
            if (broken != null) { // an error is none of ours to catch, but its delivery is
              failure.compareAndSet(null, broken);
            }
          }
        });
  }

  private static String key(Delivery delivery) {
    String key = delivery.record().key();
    return key == null ? delivery.origin() : key;
  }
}
