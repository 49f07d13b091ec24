package orders.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Counts how often the whole process stood still: stopped by a signal, a debugger, a host that
/// froze it. What it holds may be out of date then: others may have taken its partitions over. A
/// machine that was suspended whole is not noticed where its clock stands still with it.
///
/// Whoever is asked first after a stop finds out, before the thread that ticks has run again.
public final class Pauses implements AutoCloseable, LongSupplier {

  /// Half the session of a group's member: in less, nobody else has been given its partitions. A
  /// busy machine that stalls the ticks for so long costs a look at the cluster, no more.
  public static final Duration STOPPED_MIN = Duration.ofSeconds(3);

  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration TICK_MAX = Duration.ofSeconds(10);

  private final LongSupplier nanos;
  private final Pulse pulse = new Pulse("pauses", TICK_MAX);
  private final Thread thread = pulse.thread(this::run);
  private volatile long count;
  private volatile long tickedNanos;

  private Pauses(LongSupplier nanos) {
    this.nanos = nanos;
    this.tickedNanos = nanos.getAsLong();
  }

  public static Pauses start() {
    var pauses = new Pauses(System::nanoTime);
    pauses.thread.start();
    return pauses;
  }

  /// One that ticks only when it is asked.
  ///
  /// @param nanos a clock that never goes back
  static Pauses over(LongSupplier nanos) {
    return new Pauses(nanos);
  }

  /// How often it stood still so far, up to this moment.
  @Override
  public long getAsLong() {
    if (nanos.getAsLong() - tickedNanos > STOPPED_MIN.toNanos()) {
      tick();
    }
    return count;
  }

  public Pulse pulse() {
    return pulse;
  }

  /// The count first: who sees the new tick must see the stop before it.
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // written under the lock only
  synchronized void tick() {
    long now = nanos.getAsLong();
    if (now - tickedNanos > STOPPED_MIN.toNanos()) {
      count++;
    }
    tickedNanos = now;
  }

  private void run() {
    try {
      while (true) {
        tick();
        pulse.beat();
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pulse.closing();
    thread.interrupt();
  }
}
