package orders.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import orders.contract.UndecodableRecord;
import orders.engine.Codec;
import orders.engine.Progress;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of a view: its committed rows in key order, their index entries, and how far the
/// projection had come when it wrote them.
///
/// Live records and restored ones go through the same [#apply]. The rows of one transaction appear
/// together with the progress written behind them, so that an answer's token is exact. The table
/// lies on the heap; more rows than one instance holds are spread over more instances by partition.
public final class ViewTable<R> implements StateStore {

  private static final Logger LOG = LoggerFactory.getLogger(ViewTable.class);
  private final ViewSpec<R> view;
  private final Codec<Progress.Mark> marks;
  private final IndexedRows<R> rows;
  private final List<Change> pending = new ArrayList<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile Progress.Mark mark = new Progress.Mark(0, 0, Instant.EPOCH);
  private volatile boolean open;
  private volatile String partition = "";
  private final Completeness completeness = new Completeness();
  private final LongAdder taken = new LongAdder();

  ViewTable(ViewSpec<R> view, Codec<Progress.Mark> marks) {
    this.view = view;
    this.rows = new IndexedRows<>(view);
    this.marks = marks;
  }

  private record Change(String key, byte @Nullable [] value) {}

  /// A row under its key.
  public record Row(String key, byte[] value) {}

  /// Takes a record of the view's topic; null means the row is gone.
  void apply(@Nullable String key, byte @Nullable [] value) {
    taken.increment();
    if (key == null) {
      LOG.error("{} passes over a record without a key", partition);
    } else if (!key.equals(Progress.KEY)) {
      pending.add(new Change(key, value));
    } else if (value != null) {
      Progress.Mark reached;
      try {
        reached = marks.decode(value);
      } catch (UndecodableRecord e) {
        passedOver(key, e);
        return;
      }
      lock.writeLock().lock();
      try {
        pending.forEach(this::change);
        pending.clear();
        mark = reached;
      } finally {
        lock.writeLock().unlock();
      }
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// Reads rows and progress as of one transaction.
  <T> T read(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      return reading.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void change(Change change) {
    if (change.value() == null) {
      rows.remove(change.key());
      return;
    }
    try {
      rows.keep(change.key(), change.value());
    } catch (UndecodableRecord e) {
      passedOver(change.key(), e);
    }
  }

  /// A table writes nothing, so it may go on without what is no row: the row before it stands.
  private void passedOver(String key, UndecodableRecord why) {
    LOG.error("{} passes over what is no row, in {}: {}", partition, key, why.getMessage());
  }

  Optional<byte[]> get(String key) {
    return rows.get(key);
  }

  /// Rows in order of the index, then of their keys.
  ///
  /// @param after the position of the last row of the page before, as [#position] gives it
  List<Row> range(ViewReader.Range range, Optional<String> after, int limit) {
    return rows.range(range, after, limit);
  }

  Progress.Mark mark() {
    return mark;
  }

  /// How many records it has taken, those included that readers see with the next mark only.
  long taken() {
    return taken.sum();
  }

  /// Whether it has everything that was committed; see [Completeness].
  boolean complete(Supplier<Progress.Mark> committed, long pauses) {
    return completeness.of(mark, committed, pauses);
  }

  /// Waits until the table reflects at least that much; false when the time is up.
  boolean await(long events, long offset, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      while (mark.events() < events || mark.offset() < offset) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          wait(left / 1_000_000, (int) (left % 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  /// Where a row stands in a range, for the next page.
  static <R> String position(ViewSpec<R> view, ViewReader.Range range, String key, R row) {
    var values = view.indexes().get(range.index());
    if (values == null) {
      return key;
    }
    return values.apply(row).stream()
        .filter(v -> v.compareTo(range.from()) >= 0 && v.compareTo(range.to()) <= 0)
        .findFirst()
        .map(v -> v + "\u0000" + key)
        .orElse(key);
  }

  @Override
  public String name() {
    return view.store();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    partition = view.topic() + "-" + context.taskId().partition();
    context.register(root, (key, value) -> apply(new String(key, UTF_8), value));
    open = true;
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    // On the heap: nothing to write.
  }

  @Override
  public void close() {
    open = false;
    lock.writeLock().lock();
    try {
      rows.clear();
      pending.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}
