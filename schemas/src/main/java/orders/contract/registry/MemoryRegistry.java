package orders.contract.registry;

import java.util.List;
import java.util.function.Function;

/// A registry that lasts as long as its process: for pure topologies and tools without a cluster.
public final class MemoryRegistry extends BookRegistry {

  public MemoryRegistry() {
    super(new Memory());
  }

  private record Memory() implements ChangeLog {
    @Override
    public void refresh(SchemaBook book) {
      // Nobody else writes.
    }

    @Override
    public void append(SchemaBook book, Function<SchemaBook, List<RegistryChange>> decide) {
      decide.apply(book).forEach(book::apply);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
