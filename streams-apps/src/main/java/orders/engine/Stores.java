package orders.engine;

import java.util.Locale;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/// Where state lies between commits. Both kinds are rebuilt from their changelog.
public enum Stores {
  /// On the heap: the fastest, bounded by memory.
  MEMORY,
  /// RocksDB in the state directory: for more than fits into memory.
  ROCKSDB;

  /// A store that is asked for single keys only.
  public KeyValueBytesStoreSupplier supplier(String name) {
    return this == MEMORY ? HashStore.supplier(name) : ordered(name);
  }

  /// A store that is also read in the order of its keys.
  public KeyValueBytesStoreSupplier ordered(String name) {
    return switch (this) {
      case MEMORY -> org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
      case ROCKSDB -> DiskStore.supplier(name);
    };
  }

  /// @throws IllegalArgumentException naming the choices
  public static Stores parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "memory" -> MEMORY;
      case "rocksdb" -> ROCKSDB;
      default -> throw new IllegalArgumentException("stores are memory or rocksdb, not " + text);
    };
  }
}
