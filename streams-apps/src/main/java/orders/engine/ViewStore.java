package orders.engine;

import java.util.Optional;
import org.apache.kafka.streams.state.StoreBuilder;

/// One kind of row: its store and the compacted topic that is the store's changelog.
///
/// @param name such as `invoices`
public record ViewStore<R>(String name, String topic, Codec<R> codec) {

  StoreBuilder<StateCache<R>> builder(Stores stores) {
    return new StateCacheBuilder<>(
        stores.supplier(name), codec, Optional.of(new RowLog(topic, name)));
  }
}
