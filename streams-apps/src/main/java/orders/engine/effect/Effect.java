package orders.engine.effect;

/// The last of the four shapes: a request in, a result out. The request's own id is the key that
/// makes doing it twice the same as once.
///
/// @param <Q> requests
/// @param <R> results
public interface Effect<Q, R> {

  /// Has it done, unless it is done already.
  Reply<R> perform(Task<Q> task);

  /// Asks by id what became of it, and does nothing.
  Reply<R> find(Task<Q> task);
}
