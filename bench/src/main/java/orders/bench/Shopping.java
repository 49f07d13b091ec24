package orders.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import orders.contract.Topics;
import orders.engine.Outcome;
import orders.engine.Settled;
import orders.projection.billing.Invoice;
import orders.query.Answer;
import orders.query.Token;
import orders.query.ViewReader;
import orders.query.ViewReader.Freshness;
import org.jspecify.annotations.Nullable;

/// Orders that come in at a steady rate, and for each a reader who wants its invoice with the token
/// of the answer. A reader who comes back must not find less than before.
final class Shopping implements AutoCloseable {

  /// As long as an HTTP request waits without being asked to.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int UNDER_WAY_MAX = 20_000;

  private final Subject subject;
  private final Workload workload;
  private final long first;
  private final double perSecond;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(UNDER_WAY_MAX);
  private final AtomicLong placed = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong stale = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("shopping").unstarted(this::shop);
  private volatile boolean over;

  private Shopping(Subject subject, Workload workload, long first, double perSecond) {
    this.subject = subject;
    this.workload = workload;
    this.first = first;
    this.perSecond = perSecond;
  }

  /// @param first number of the first order
  static Shopping start(Subject subject, Workload workload, long first, double perSecond) {
    var shopping = new Shopping(subject, workload, first, perSecond);
    shopping.thread.start();
    return shopping;
  }

  /// What was seen.
  ///
  /// @param failed reads that got no answer in time, and orders that were not placed
  /// @param stale reads that showed less than the reader had seen before
  record Seen(long placed, long read, long failed, long stale) {}

  Seen seen() {
    return new Seen(placed.get(), read.get(), failed.get(), stale.get());
  }

  /// Ends it once every order is read.
  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    free.acquireUninterruptibly(UNDER_WAY_MAX);
    readers.close();
  }

  private void shop() {
    long start = System.nanoTime();
    for (long sent = 0; !over; sent++) {
      long due = start + (long) (sent / perSecond * 1e9);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      free.acquireUninterruptibly();
      place(first + sent);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback goes on
  private void place(long order) {
    subject
        .commands()
        .orders()
        .submit(workload.place(order))
        .whenComplete((settled, failure) -> readers.execute(() -> settled(order, settled)));
  }

  private void settled(long order, @Nullable Settled settled) {
    try {
      if (settled == null || settled.outcome().kind() != Outcome.Kind.ACCEPTED) {
        failed.incrementAndGet();
        return;
      }
      placed.incrementAndGet();
      look(workload.orderId(order), settled.outcome());
    } finally {
      free.release();
    }
  }

  private void look(String orderId, Outcome outcome) {
    var token = Token.of(Topics.ORDERS_EVENTS, outcome.partition(), outcome.position());
    try {
      Answer<Optional<Invoice>> once = ask(orderId, token);
      Answer<Optional<Invoice>> again = ask(orderId, once.token());
      read.addAndGet(2);
      if (once.value().isEmpty()
          || again.value().isEmpty()
          || again.value().get().origin().version() < once.value().get().origin().version()) {
        stale.incrementAndGet();
      }
    } catch (ViewReader.Behind | ViewReader.Unavailable e) {
      failed.incrementAndGet();
    }
  }

  private Answer<Optional<Invoice>> ask(String orderId, Token token) {
    return subject.reads().invoices().get(orderId, new Freshness(token, PATIENCE, false));
  }
}
