package orders.contract.registry;

import java.util.List;
import java.util.function.Function;

/// Where a registry's changes last. Its registry calls it by one thread at a time.
interface ChangeLog extends AutoCloseable {

  /// Takes what others have written since the last call into the book.
  void refresh(SchemaBook book);

  /// Makes changes lasting, and takes them into the book.
  ///
  /// @param decide what is missing in the book; called again when another writer was faster
  void append(SchemaBook book, Function<SchemaBook, List<RegistryChange>> decide);

  @Override
  void close();
}
