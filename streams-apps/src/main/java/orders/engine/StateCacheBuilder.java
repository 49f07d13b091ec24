package orders.engine;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Builds a [StateCache] over a change-logged store in memory or on disk.
public final class StateCacheBuilder<V> implements StoreBuilder<StateCache<V>> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;
  private final Codec<V> codec;
  private final Optional<RowLog> log;

  /// A store with a changelog of its own.
  public StateCacheBuilder(KeyValueBytesStoreSupplier supplier, Codec<V> codec) {
    this(supplier, codec, Optional.empty());
  }

  /// A store that writes its changes to `log`.
  StateCacheBuilder(KeyValueBytesStoreSupplier supplier, Codec<V> codec, Optional<RowLog> log) {
    var builder =
        Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled();
    this.inner =
        log.isPresent() ? builder.withLoggingDisabled() : builder.withLoggingEnabled(Map.of());
    this.codec = codec;
    this.log = log;
  }

  /// How its values are written.
  public Codec<V> codec() {
    return codec;
  }

  @Override
  public StateCache<V> build() {
    return new StateCache<>(inner.build(), codec, log);
  }

  @Override
  public StoreBuilder<StateCache<V>> withCachingEnabled() {
    throw new UnsupportedOperationException("it is a cache");
  }

  @Override
  public StoreBuilder<StateCache<V>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<StateCache<V>> withLoggingEnabled(Map<String, String> config) {
    inner.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<StateCache<V>> withLoggingDisabled() {
    inner.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return inner.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return inner.loggingEnabled();
  }

  @Override
  public String name() {
    return inner.name();
  }
}
