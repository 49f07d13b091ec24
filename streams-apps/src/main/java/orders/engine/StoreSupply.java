package orders.engine;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/// Makes a store of ours for each task.
///
/// @param name of the store, in each of them
/// @param metricsScope what its kind is called in metrics
/// @param make from its name
record StoreSupply(
    String name, String metricsScope, Function<String, KeyValueStore<Bytes, byte[]>> make)
    implements KeyValueBytesStoreSupplier {

  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return make.apply(name);
  }
}
