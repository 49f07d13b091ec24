package orders.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where HTTP hands commands in. Answers come from committed records only.
///
/// @param <C> the aggregate's command type
public interface CommandPort<C> {

  /// Sends the command; the future completes when its outcome is committed, or exceptionally with
  /// [Overloaded] when too many callers wait already. The caller puts a bound on the wait: a wait
  /// that ends says nothing about the command.
  ///
  /// @throws Unavailable while outcomes do not reach this instance, and while the same command is
  ///     under way for another version
  CompletableFuture<Settled> submit(Outgoing<C> command);

  /// The outcome of an earlier command, as long as the outcomes topic keeps it (a day).
  ///
  /// @throws Unavailable while outcomes may be missing on this instance
  Optional<Settled> find(String commandId);

  /// Thrown when this instance cannot take a command now; nothing of it was sent.
  final class Unavailable extends RuntimeException {
    public Unavailable(String message) {
      super(message);
    }
  }

  /// Thrown when this instance holds as many waiting callers as it allows.
  final class Overloaded extends RuntimeException {
    public Overloaded(String message) {
      super(message);
    }
  }
}
