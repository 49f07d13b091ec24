package orders.engine;

import java.util.Optional;
import net.bytebuddy.asm.Advice;
import orders.torture.twins.DirtyRows;

/// After `StateCache.put` of rows that have a topic.
public final class RowsBeforeCommit {

  private RowsBeforeCommit() {}

  @Advice.OnMethodExit
  static void after(
      @Advice.FieldValue("log") Optional<RowLog> log,
      @Advice.FieldValue("codec") Codec<Object> codec,
      @Advice.Argument(0) String key,
      @Advice.Argument(1) Object row) {
    if (log.isPresent()) {
      DirtyRows.put(log.get().topic(), key, codec.encode(row));
    }
  }
}
