package orders.engine.effect;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// A queue of requests while this process is a member of it. Used by one thread.
interface Session extends AutoCloseable {

  /// Hands requests out; each stays out until it is settled.
  ///
  /// @param room how many may be taken; what is out must not grow much beyond
  List<Delivery> take(int room, Duration wait);

  /// Writes what came of some of them, and takes them off the queue: both or neither where the
  /// queue can do that, otherwise what is written first may be written twice.
  void settle(Collection<Ruling> rulings);

  @Override
  void close();
}
