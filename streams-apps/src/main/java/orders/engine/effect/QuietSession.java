package orders.engine.effect;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A share group's session that is closed while the group's coordinator is away, and opened again
/// once it answers: an open one does nothing then but keep CPUs busy ([Spinning]). With all brokers
/// gone each process burned three quarters of a core, and brokers on the same machine took a minute
/// to come back.
final class QuietSession implements Session {

  private static final Logger LOG = LoggerFactory.getLogger(QuietSession.class);

  private final Supplier<ShareSession> sessions;
  private final ShareCoordinator coordinator;
  private Optional<ShareSession> open;

  /// @param sessions opens one
  QuietSession(Supplier<ShareSession> sessions, ShareCoordinator coordinator) {
    this.sessions = sessions;
    this.coordinator = coordinator;
    this.open = Optional.of(sessions.get());
  }

  @Override
  public List<Delivery> take(int room, Duration wait) {
    if (open.filter(ShareSession::pollsInVain).isPresent()) {
      LOG.info("a queue's coordinator is away; its session is closed until it is back");
      closeOpen();
    }
    if (open.isEmpty() && coordinator.answers(wait)) {
      open = Optional.of(sessions.get());
    }
    return open.map(session -> session.take(room, wait)).orElse(List.of());
  }

  /// Nothing was out when a session was closed in between.
  @Override
  public void settle(Collection<Ruling> rulings) {
    open.ifPresent(session -> session.settle(rulings));
  }

  private void closeOpen() {
    Optional<ShareSession> closing = open;
    open = Optional.empty();
    closing.ifPresent(ShareSession::close);
  }

  @Override
  public void close() {
    coordinator.close();
    closeOpen();
  }
}
