package orders.query;

import java.time.Duration;
import java.util.Optional;

/// Reads committed rows of one kind, wherever they are.
///
/// Every method waits until the rows reflect `token`, for at most `patience`, and then throws
/// [Behind], unless `lenient` asks for what there is. [Unavailable] is thrown when no copy can be
/// read now.
///
/// @param <R> the row
public interface ViewReader<R> {

  /// The row under a key.
  Answer<Optional<R>> get(String key, Freshness freshness);

  /// Rows in key order whose index entry matches, after a key.
  ///
  /// @param index the index and its range; [Range#all] for every row
  /// @param after the last key of the page before; empty for the first page
  /// @param limit how many rows at most, 1 to 100
  Answer<Page<R>> list(Range index, Optional<String> after, int limit, Freshness freshness);

  /// What a read asks for.
  record Freshness(Token token, Duration patience, boolean lenient) {
    /// Whatever is there; the patience is for moments in which no copy of a partition can be read.
    public static final Freshness ANY = new Freshness(Token.NONE, Duration.ofSeconds(2), true);
  }

  /// A range of index values, both ends included; an index is declared by the view.
  record Range(String index, String from, String to) {
    public static Range all() {
      return new Range("", "", "");
    }

    public static Range exactly(String index, String value) {
      return new Range(index, value, value);
    }
  }

  /// The view has not reached the token within the wait.
  final class Behind extends RuntimeException {
    private final Token reached;
    private final Duration lag;

    public Behind(Token reached, Duration lag) {
      super("the view has not reached the token");
      this.reached = reached;
      this.lag = lag;
    }

    public Token reached() {
      return reached;
    }

    public Duration lag() {
      return lag;
    }
  }

  /// No copy of the row's partition can be read now: starting, restoring or rebalancing.
  final class Unavailable extends RuntimeException {
    public Unavailable(String message) {
      super(message);
    }
  }
}
