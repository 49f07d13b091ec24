package orders.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The caches that changed on a Streams thread since its last commit.
///
/// The tasks of a thread share one transaction, and Streams commits them together: it has one write
/// its caches, waits until all is sent, and goes on to the next. With four tasks that took four
/// requests one behind the other, and each had partitions added to the transaction. When the first
/// one is asked to write, all do, and for the others nothing is left to send.
///
/// Nothing is processed in between, so what a task writes here is what it would write when it is
/// asked itself. Should Streams commit a transaction without the offsets of one of its tasks (it
/// calls such a one corrupted), the mark behind the rows has their events passed over.
final class Changed {

  static final Changed OF_THREAD = new Changed();

  private final ThreadLocal<Set<StateCache<?>>> caches =
      ThreadLocal.withInitial(LinkedHashSet::new);

  private Changed() {}

  void add(StateCache<?> cache) {
    caches.get().add(cache);
  }

  void remove(StateCache<?> cache) {
    caches.get().remove(cache);
  }

  /// A cache that another thread has closed is passed over.
  void writeThrough() {
    for (StateCache<?> cache : List.copyOf(caches.get())) {
      if (cache.isOpen()) {
        cache.writeThrough();
      }
    }
    caches.get().clear();
  }
}
