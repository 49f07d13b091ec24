package orders.kafka;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers everybody who asks at about the same time with one look: who asks while one is under way
/// gets the next, which looks for all of them. No answer is older than its question.
///
/// However many ask, one look is under way at a time.
public final class Rounds<K, V> {

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
  public Map<K, V> ask(Collection<K> keys) {
    try {
      return join(keys).answer().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
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
    Thread.ofVirtual().name("round").start(() -> run(round));
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
