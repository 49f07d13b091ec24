package orders.torture.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.torture.cluster.Instances;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.measure.Alarm;
import orders.torture.measure.Beats;
import orders.torture.measure.Outages;
import orders.torture.measure.Waiting;

/// All clients of a run.
public final class Clients implements AutoCloseable {

  static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private static final Duration END_MAX = Duration.ofSeconds(5);

  private static final Duration STOCK_PATIENCE = Duration.ofSeconds(20);
  private static final int STOCK_TRIES_MAX = 10;
  private static final int PLENTY = 1_000_000;
  private static final int SCARCE = 300;
  private static final int SOME_ORDERS = 200;

  /// Sessions of probers come after those of shoppers.
  private static final int PROBES_FROM = 1_000_000;

  private final Tally tally = new Tally();
  private final Beats acknowledged = new Beats();
  private final Outages readsAway = new Outages();
  private final Deque<String> orders = new ArrayDeque<>();
  private final Caller caller;
  private final String canary;
  private final SplittableRandom random;
  private final ExecutorService people;
  private volatile boolean stopped;

  /// @param canary stands where a person's data stands
  /// @param alarm is raised when a client breaks
  public Clients(
      Instances instances, History history, String canary, SplittableRandom random, Alarm alarm) {
    this.caller = new Caller(instances.all(), history, tally, acknowledged, canary, this::placed);
    this.canary = canary;
    this.random = random;
    this.people =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("client ", 1).uncaughtExceptionHandler(alarm).factory());
  }

  /// Lists what is sold and fills the shelves.
  ///
  /// @throws Failure when that cannot be done, before anything was broken
  public void stock() {
    for (String sku : Goods.SKUS) {
      must(Ask.command(Kind.LIST_PRODUCT, sku, "/v1/products", "list-" + sku, Goods.product(sku)));
      String pieces = Goods.pieces(sku.equals(Goods.SCARCE) ? SCARCE : PLENTY);
      must(Ask.command(Kind.RECEIVE, sku, "/v1/stock/" + sku + "/receive", "fill-" + sku, pieces));
    }
  }

  private void must(Ask ask) {
    for (int i = 0; i < STOCK_TRIES_MAX; i++) {
      if (caller.call(0, i % Instances.COUNT, ask, STOCK_PATIENCE).ok()) {
        return;
      }
      Waiting.pause(Duration.ofMillis(200));
    }
    throw new Failure(ExitCodes.FAILED, "the shelves cannot be filled", "see the logs of the apps");
  }

  /// @param shoppers sessions that place orders and look after them
  /// @param readers that read all the time what is there
  public void start(int shoppers, int readers) {
    for (int session = 1; session <= shoppers; session++) {
      people.execute(new Shopper(session, canary, caller, tally, random.split(), () -> !stopped));
    }
    var probes = new AtomicInteger(PROBES_FROM);
    for (int i = 0; i < readers; i++) {
      people.execute(
          new Prober(caller, readsAway, random.split(), probes, this::someOrder, () -> !stopped));
    }
  }

  private void placed(Operation operation) {
    if (operation.kind() == Kind.PLACE) {
      synchronized (orders) {
        orders.addLast(operation.subject());
        if (orders.size() > SOME_ORDERS) {
          orders.removeFirst();
        }
      }
    }
  }

  private String someOrder() {
    synchronized (orders) {
      String order = orders.isEmpty() ? "" : orders.removeFirst();
      if (!order.isEmpty()) {
        orders.addLast(order);
      }
      return order;
    }
  }

  /// No more requests; those that are under way are waited for.
  public boolean stop(Duration atMost) {
    stopped = true;
    people.shutdown();
    try {
      return people.awaitTermination(atMost.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The moment that the times of operations count from, by [System#nanoTime].
  public long began() {
    return caller.began();
  }

  public Tally tally() {
    return tally;
  }

  /// When commands were acknowledged.
  public Beats acknowledged() {
    return acknowledged;
  }

  /// When reads were not answered.
  public Outages readsAway() {
    return readsAway;
  }

  /// Commands that an instance has not answered yet.
  public int underWay(int instance) {
    return caller.underWay(instance);
  }

  @Override
  public void close() {
    stopped = true;
    people.shutdownNow();
    caller.close();
    stop(END_MAX); // nobody writes down anything from here on
  }
}
