package orders.engine;

import java.util.List;
import java.util.Optional;

/// Values under keys, as a [StateKeeper] keeps them: in the store of a task, or on the heap of a
/// repair.
///
/// @param <V> an immutable value
public interface Kept<V> {

  Optional<V> get(String key);

  void put(String key, V value);

  void delete(String key);

  /// The keys from one on, in their order; a key that was only just put may be missing.
  ///
  /// @param from empty for the first
  List<String> keys(Optional<String> from, int max);

  /// Finds what is kept under the name of a store.
  interface Finder {
    <V> Kept<V> find(String store);
  }
}
