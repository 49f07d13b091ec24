package orders.query;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads a view in whichever version its readers see now. Who reads while they are moved may have
/// begun in tables that are closed before the answer: it is read again where the others are.
public final class SwitchedReader<R> implements ViewReader<R> {

  private final Supplier<? extends ViewReader<R>> now;

  /// @param now the reader of the version that is active, the same as long as that is
  public SwitchedReader(Supplier<? extends ViewReader<R>> now) {
    this.now = now;
  }

  @Override
  public Answer<Optional<R>> get(String key, Freshness freshness) {
    return read(version -> version.get(key, freshness));
  }

  @Override
  public Answer<Page<R>> list(Range index, Optional<String> after, int limit, Freshness freshness) {
    return read(version -> version.list(index, after, limit, freshness));
  }

  @SuppressWarnings("ReferenceEquality") // another one is another version
  private <T> T read(Function<ViewReader<R>, T> read) {
    ViewReader<R> version = now.get();
    while (true) {
      try {
        return read.apply(version);
      } catch (Unavailable | Behind e) {
        ViewReader<R> next = now.get();
        if (next == version) {
          throw e;
        }
        version = next;
      }
    }
  }
}
