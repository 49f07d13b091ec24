package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the tasks of a thread have changed is written when the first of them is asked to.
class ChangedTest {

  private static final Codec<Long> LONGS = new Longs<>(value -> value, value -> value);

  /// A mark, by its offset alone.
  private static final Codec<Progress.Mark> MARKS =
      new Longs<>(Progress.Mark::offset, offset -> new Progress.Mark(0, offset, Instant.EPOCH));

  private final StateStoreContext context = context();
  private final StateCache<Long> first = cache("first");
  private final StateCache<Long> second = cache("second");

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void one_cache_is_asked_and_all_that_changed_are_written() {
    first.put("a", 1L);
    second.put("b", 2L);

    first.flushCache();

    assertThat(written(first, "a")).hasValue(1L);
    assertThat(written(second, "b")).hasValue(2L);
  }

  @Test
  void a_cache_that_was_written_is_written_again_once_it_changes() {
    second.put("b", 2L);
    first.flushCache();

    second.put("b", 3L);
    assertThat(written(second, "b")).hasValue(2L);
    first.flushCache();

    assertThat(written(second, "b")).hasValue(3L);
  }

  @Test
  void what_was_put_last_is_written_last() {
    List<String> order = new ArrayList<>();
    var supply = new StoreSupply("ordered", "memory", name -> new Noted(name, order));
    StateCache<Long> cache = new StateCacheBuilder<>(supply, LONGS).withLoggingDisabled().build();
    cache.init(context, cache);
    cache.put("a", 1L);
    cache.put("b", 2L);
    cache.put("a", 3L);

    cache.flushCache();

    assertThat(order).containsExactly("b", "a");
    cache.close();
  }

  @Test
  void a_mark_that_moved_is_a_change_also_where_no_value_is() {
    moved(second);

    first.flushCache();

    assertThat(written(second, Progress.KEY)).hasValue(42L);
  }

  @Test
  void a_task_that_has_just_started_writes_nothing_before_its_first_record() {
    var progress = new Progress(MARKS);
    second.follow(progress);
    progress.join(new Progress.Mark(0, 7, Instant.EPOCH));
    first.put("a", 1L);

    first.flushCache();
    assertThat(written(second, Progress.KEY)).isEmpty();

    progress.advance(1, 41, Instant.EPOCH);
    first.flushCache();
    assertThat(written(second, Progress.KEY)).hasValue(42L);
  }

  @Test
  void a_cache_that_is_too_full_writes_itself_and_no_other() {
    second.put("b", 2L);
    for (long i = 0; i <= StateCache.DIRTY_MAX; i++) {
      first.put("a" + i, i);
    }

    assertThat(written(first, "a0")).hasValue(0L);
    assertThat(written(second, "b")).isEmpty();
  }

  @Test
  void what_another_thread_has_changed_is_of_another_transaction() throws InterruptedException {
    Thread.ofPlatform().start(() -> second.put("b", 2L)).join();

    first.flushCache();

    assertThat(written(second, "b")).isEmpty();
    second.flushCache();
    assertThat(written(second, "b")).hasValue(2L);
  }

  @Test
  void a_task_that_is_closed_or_turned_into_a_standby_writes_nothing_more() {
    moved(second);
    second.clearCache();

    first.flushCache();

    assertThat(written(second, Progress.KEY)).isEmpty();
  }

  @Test
  void a_cache_that_another_thread_has_closed_is_passed_over() throws InterruptedException {
    moved(second);
    Thread.ofPlatform().start(second::close).join();
    first.put("a", 1L);

    first.flushCache();

    assertThat(written(first, "a")).hasValue(1L);
    assertThat(written(second, Progress.KEY)).isEmpty();
  }

  private static void moved(StateCache<Long> cache) {
    var progress = new Progress(MARKS);
    cache.follow(progress);
    progress.advance(1, 41, Instant.EPOCH);
  }

  private static Optional<Long> written(StateCache<Long> cache, String key) {
    return Optional.ofNullable(cache.inner.get(Bytes.wrap(Envelope.bytes(key)))).map(LONGS::decode);
  }

  private StateCache<Long> cache(String name) {
    StateCache<Long> cache =
        new StateCacheBuilder<>(Stores.inMemoryKeyValueStore(name), LONGS)
            .withLoggingDisabled()
            .build();
    cache.init(context, cache);
    return cache;
  }

  private static StateStoreContext context() {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "changed");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    return new MockProcessorContext<>(properties, new TaskId(0, 0), new File("target/changed"))
        .getStateStoreContext();
  }

  /// Notes the keys that are put.
  private static final class Noted extends InMemoryKeyValueStore {
    private final List<String> order;

    Noted(String name, List<String> order) {
      super(name);
      this.order = order;
    }

    @Override
    public synchronized void put(Bytes key, byte[] value) {
      order.add(new String(key.get(), StandardCharsets.UTF_8));
      super.put(key, value);
    }
  }

  private record Longs<T>(ToLongFunction<T> number, LongFunction<T> value) implements Codec<T> {

    @Override
    public byte[] encode(T of) {
      return ByteBuffer.allocate(Long.BYTES).putLong(number.applyAsLong(of)).array();
    }

    @Override
    public T decode(byte[] bytes) {
      return value.apply(ByteBuffer.wrap(bytes).getLong());
    }

    @Override
    public String type(T of) {
      return "Long";
    }
  }
}
