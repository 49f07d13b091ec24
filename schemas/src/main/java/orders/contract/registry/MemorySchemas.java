package orders.contract.registry;

import java.util.List;
import java.util.function.Function;

/// Schemas for one process and no longer than it lives: no broker, no network.
public final class MemorySchemas {

  private MemorySchemas() {}

  /// An empty ledger.
  public static SchemaLedger create() {
    return new BookLedger(new Memory());
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
