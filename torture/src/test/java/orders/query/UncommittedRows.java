package orders.query;

import java.util.Optional;
import net.bytebuddy.asm.Advice;
import orders.engine.Codec;
import orders.engine.Progress;
import orders.torture.twins.DirtyRows;

/// After `ViewTable.get`.
public final class UncommittedRows {

  private UncommittedRows() {}

  /// What an empty table says of a row.
  public static <R> Optional<byte[]> read(
      ViewSpec<R> view, Codec<Progress.Mark> marks, String key) {
    return new ViewTable<>(view, marks).get(key);
  }

  @Advice.OnMethodExit
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // what is assigned is returned
  static void after(
      @Advice.FieldValue("view") ViewSpec<?> view,
      @Advice.Argument(0) String key,
      @Advice.Return(readOnly = false) Optional<byte[]> row) {
    row = DirtyRows.get(view.topic(), key, row);
  }
}
