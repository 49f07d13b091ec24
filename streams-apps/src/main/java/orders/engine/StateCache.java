package orders.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/// A store of decoded values that reach the change-logged store beneath once a transaction, however
/// often they changed within it.
///
/// `CachedStateStore` is internal to Kafka Streams and the only hook that runs before a commit; a
/// golden test pins the version. Values that were written are kept decoded up to a bound, so that
/// the next command on the same aggregate reads no bytes. Streams calls `clearCache` when a task
/// turns from active to standby (KAFKA-14172), after which the store beneath changes unseen.
///
/// @param <V> an immutable value
public final class StateCache<V> implements Kept<V>, StateStore, CachedStateStore<String, V> {

  /// Decoded values kept for each task.
  public static final int CLEAN_MAX = 20_000;

  /// Unwritten values kept for each task; a larger transaction is written through in steps.
  public static final int DIRTY_MAX = 20_000;

  final KeyValueStore<Bytes, byte[]> inner;
  private final Codec<V> codec;
  private final SequencedMap<String, V> dirty = new LinkedHashMap<>();
  private final Map<String, V> clean = new Recent<>();
  private final Optional<RowLog> log;
  private Optional<Progress> followed = Optional.empty();
  private Optional<StateStoreContext> context = Optional.empty();

  /// @param log where changes are written when the store beneath does not log them itself
  StateCache(KeyValueStore<Bytes, byte[]> inner, Codec<V> codec, Optional<RowLog> log) {
    this.inner = inner;
    this.codec = codec;
    this.log = log;
  }

  /// The value under a key, as of the current transaction.
  @Override
  public Optional<V> get(String key) {
    V value = dirty.get(key);
    if (value == null) {
      value = clean.get(key);
    }
    return value != null ? Optional.of(value) : load(key);
  }

  /// What was put last is written last.
  @Override
  public void put(String key, V value) {
    if (dirty.isEmpty()) {
      Changed.OF_THREAD.add(this);
    }
    dirty.putLast(key, value);
    if (dirty.size() > DIRTY_MAX) {
      writeThrough();
    }
  }

  /// Has the progress written behind the values of every transaction: whoever sees it in the
  /// changelog has seen the values before it.
  public void follow(Progress progress) {
    followed = Optional.of(progress);
    Optional.ofNullable(inner.get(Bytes.wrap(Envelope.bytes(Progress.KEY))))
        .ifPresent(progress::resume);
    progress.onMoving(() -> Changed.OF_THREAD.add(this));
  }

  @Override
  public void delete(String key) {
    dirty.remove(key);
    clean.remove(key);
    inner.delete(Bytes.wrap(Envelope.bytes(key)));
    followed.ifPresent(Progress::repeat);
  }

  /// Of what is committed.
  @Override
  public List<String> keys(Optional<String> from, int max) {
    List<String> keys = new ArrayList<>();
    Bytes first = from.map(key -> Bytes.wrap(Envelope.bytes(key))).orElse(null);
    try (var all = inner.range(first, null)) {
      while (all.hasNext() && keys.size() < max) {
        keys.add(new String(all.next().key.get(), StandardCharsets.UTF_8));
      }
    }
    return keys;
  }

  /// Writes this one and all others that changed in the same transaction; see [Changed].
  @Override
  public void flushCache() {
    writeThrough();
    Changed.OF_THREAD.writeThrough();
  }

  void writeThrough() {
    dirty.forEach((key, value) -> write(Envelope.bytes(key), codec.encode(value)));
    clean.putAll(dirty);
    dirty.clear();
    followed
        .flatMap(Progress::unwritten)
        .ifPresent(bytes -> write(Envelope.bytes(Progress.KEY), bytes));
    Changed.OF_THREAD.remove(this);
  }

  private void write(byte[] key, byte[] value) {
    inner.put(Bytes.wrap(key), value);
    log.ifPresent(
        topic -> {
          long timestampMs = followed.map(p -> p.mark().at().toEpochMilli()).orElse(0L);
          topic.write(context.orElseThrow(), key, value, timestampMs);
        });
  }

  @Override
  public void clearCache() {
    Changed.OF_THREAD.remove(this);
    dirty.clear();
    clean.clear();
  }

  @Override
  public boolean setFlushListener(
      @Nullable CacheFlushListener<String, V> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    clearCache();
    this.context = Optional.of(context);
    inner.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    inner.commit(changelogOffsets);
  }

  @Override
  public @Nullable Long committedOffset(TopicPartition partition) {
    return inner.committedOffset(partition);
  }

  @Override
  @SuppressWarnings("deprecation") // the runtime still asks, until every store manages its offsets
  public boolean managesOffsets() {
    return inner.managesOffsets();
  }

  @Override
  public void close() {
    clearCache();
    inner.close();
  }

  @Override
  public boolean persistent() {
    return inner.persistent();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }

  private Optional<V> load(String key) {
    byte[] bytes = inner.get(Bytes.wrap(Envelope.bytes(key)));
    if (bytes == null) {
      return Optional.empty();
    }
    V value = codec.decode(bytes);
    clean.put(key, value);
    return Optional.of(value);
  }

  private static final class Recent<V> extends LinkedHashMap<String, V> {
    Recent() {
      super(1024, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > CLEAN_MAX;
    }
  }
}
