package orders.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import orders.aggregate.order.OrderCommand;
import orders.engine.CommandPort;
import orders.engine.Outcome;
import orders.engine.Outgoing;
import orders.engine.Settled;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/// Sends commands and counts their committed answers.
final class Load {

  private static final int WARM_UP_STEP = 10_000;

  private final CommandPort<OrderCommand> port;
  private final Workload workload;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  Load(CommandPort<OrderCommand> port, Workload workload) {
    this.port = port;
    this.workload = workload;
  }

  /// Events that the acknowledged commands wrote.
  long events() {
    return events.get();
  }

  long failed() {
    return failed.get();
  }

  /// Closed loop: so many orders at a time, each getting its commands one after the other.
  long closed(long firstOrder, long orders, int inFlight, int commandsEach) {
    var free = new Semaphore(inFlight);
    long before = acknowledged.get() + failed.get();
    for (long order = firstOrder; order < firstOrder + orders; order++) {
      free.acquireUninterruptibly();
      step(order, 0, commandsEach, free);
    }
    free.acquireUninterruptibly(inFlight);
    return acknowledged.get() + failed.get() - before;
  }

  /// The same for a time: both JVMs compile their hot code in the first minute, and half of the CPU
  /// of a run that counts it is the compilers'.
  ///
  /// @return how many orders were sent
  long warmUp(Duration time, int inFlight, int commandsEach) {
    long end = System.nanoTime() + time.toNanos();
    long orders = 0;
    while (System.nanoTime() < end) {
      closed(orders, WARM_UP_STEP, inFlight, commandsEach);
      orders += WARM_UP_STEP;
    }
    return orders;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback counts and goes on
  private void step(long order, int step, int commandsEach, Semaphore free) {
    port.submit(workload.plain(order, step))
        .whenComplete(
            (settled, failure) -> {
              count(settled, failure);
              if (failure == null && step + 1 < commandsEach) {
                step(order, step + 1, commandsEach, free);
              } else {
                free.release();
              }
            });
  }

  /// Open loop: a command is due every so often whatever the answers do, and its latency counts
  /// from the moment it was due (no coordinated omission).
  Histogram open(long firstOrder, double perSecond, double seconds) {
    Histogram latencies = new SynchronizedHistogram(60_000_000L, 3);
    long commands = (long) (perSecond * seconds);
    long orders = commands / Workload.PLAIN_COMMANDS;
    var outstanding = new Semaphore(Integer.MAX_VALUE);
    long start = System.nanoTime();
    int sent = 0;
    for (int step = 0; step < Workload.PLAIN_COMMANDS; step++) {
      for (long i = 0; i < orders; i++) {
        long due = start + (long) (sent / perSecond * 1e9);
        sent++;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.min(200_000, due - System.nanoTime()));
        }
        outstanding.acquireUninterruptibly();
        send(workload.plain(firstOrder + i, step), due, latencies, outstanding);
      }
    }
    outstanding.acquireUninterruptibly(Integer.MAX_VALUE);
    return latencies;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback records
  private void send(
      Outgoing<OrderCommand> command, long due, Histogram latencies, Semaphore outstanding) {
    port.submit(command)
        .whenComplete(
            (settled, failure) -> {
              latencies.recordValue(Math.max(1, (System.nanoTime() - due) / 1_000));
              count(settled, failure);
              outstanding.release();
            });
  }

  private void count(
      @org.jspecify.annotations.Nullable Settled settled,
      @org.jspecify.annotations.Nullable Throwable failure) {
    if (failure == null && settled != null && settled.outcome().kind() == Outcome.Kind.ACCEPTED) {
      acknowledged.incrementAndGet();
      events.addAndGet(settled.outcome().events());
    } else {
      failed.incrementAndGet();
    }
  }
}
