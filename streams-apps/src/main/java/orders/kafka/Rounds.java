package orders.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers everybody who asks at about the same time with one look: who asks while one is under way
/// gets the next, which looks for all of them. No answer is older than its question.
///
/// However many ask, one look is under way at a time.
public final class Rounds<K, V> {

  /// The look that is under way and the next one, each as long as a cluster is asked that does not
  /// answer.
  private static final Duration WAIT = Duration.ofSeconds(60);

  private final Function<Set<K>, Map<K, V>> look;
  private @Nullable Round<K, V> running;
  private @Nullable Round<K, V> next;

  /// @param look at all that is asked for; what it throws is thrown at each who asked in that round
  public Rounds(Function<Set<K>, Map<K, V>> look) {
    this.look = look;
  }

  private record Round<K, V>(Set<K> keys, CompletableFuture<Map<K, V>> answer) {
    Round() {
      this(new HashSet<>(), new CompletableFuture<>());
    }
  }

  /// @return what was found for these, and perhaps for others
  /// @throws RuntimeException as the look did
  /// @throws BrokerUnreachable when no look ends in time
  public Map<K, V> ask(Collection<K> keys) {
    try {
      return ask(keys, WAIT);
    } catch (TimeoutException e) {
      throw new BrokerUnreachable("the cluster does not answer within " + WAIT.toSeconds() + " s");
    }
  }

  /// The same for somebody who does not wait for long. The look goes on for the others.
  ///
  /// @throws TimeoutException when it has not ended by then
  public Map<K, V> ask(Collection<K> keys, Duration patience) throws TimeoutException {
    try {
      return join(keys).answer().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the look ended with an error", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private synchronized Round<K, V> join(Collection<K> keys) {
    Round<K, V> mine = next == null ? new Round<>() : next;
    mine.keys().addAll(keys);
    if (running == null) {
      start(mine);
    } else {
      next = mine;
    }
    return mine;
  }

  private void start(Round<K, V> round) {
    running = round;
    try {
      Thread.ofVirtual().name("round").start(() -> run(round));
    } catch (Throwable e) { // out of memory, say: nobody else would end it
      running = null;
      round.answer().completeExceptionally(e);
      throw e;
    }
  }

  private void run(Round<K, V> round) {
    try {
      round.answer().complete(look.apply(round.keys()));
    } catch (RuntimeException | Error e) {
      round.answer().completeExceptionally(e);
    } finally {
      ended();
    }
  }

  private synchronized void ended() {
    Round<K, V> waiting = next;
    running = null;
    next = null;
    if (waiting != null) {
      start(waiting);
    }
  }
}
