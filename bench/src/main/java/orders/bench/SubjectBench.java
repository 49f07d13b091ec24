package orders.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import orders.aggregate.stock.StockCommand;
import orders.app.Settings;
import orders.contract.Topics;
import orders.engine.Ids;
import orders.engine.Outgoing;
import orders.local.BrokerProcess;
import orders.query.Token;
import orders.query.ViewReader.Freshness;
import org.HdrHistogram.Histogram;

/// What the system does: at saturation, at a steady rate, and with the whole choreography.
final class SubjectBench {

  private static final int PARTITIONS = Settings.PARTITIONS;
  private static final int WARM_ORDERS = 15_000;

  private final BrokerProcess broker;
  private final Subject subject;
  private final Report report;
  private final String name;
  private final int inFlight;
  private final int seconds;
  private final Workload workload;

  SubjectBench(
      BrokerProcess broker,
      Subject subject,
      Report report,
      String name,
      int inFlight,
      int seconds) {
    this.broker = broker;
    this.subject = subject;
    this.report = report;
    this.name = name;
    this.inFlight = inFlight;
    this.seconds = seconds;
    this.workload = new Workload(name);
  }

  /// Commands a second with every answer awaited, and every event counted in the log afterwards.
  void plain(int orders, boolean views) {
    var load = new Load(subject.commands().orders(), workload);
    load.closed(0, WARM_ORDERS, inFlight, Workload.PLAIN_COMMANDS);
    awaitViews(views);
    var meter = new Meter(broker);
    meter.start();
    long commands = load.closed(WARM_ORDERS, orders, inFlight, Workload.PLAIN_COMMANDS);
    report.rate(meter.stop(name + ": answered", commands));
    awaitViews(views);
    report.rate(meter.stop(name + ": answered and folded", commands));
    report.check(name + ": events", load.events(), events());
  }

  void latency() {
    var load = new Load(subject.commands().orders(), workload);
    load.closed(0, WARM_ORDERS, 64, Workload.PLAIN_COMMANDS);
    awaitViews(true);
    long first = WARM_ORDERS;
    for (int rate : List.of(100, 1_000, 3_000)) {
      load.open(first, rate, 3); // settle
      first += 3L * rate;
      var meter = new Meter(broker);
      meter.start();
      Histogram latencies = load.open(first, rate, seconds);
      Meter.Reading reading = meter.stop(name + " at " + rate + "/s: CPU", (long) rate * seconds);
      report.latency(name + " at " + rate + "/s: committed answer", latencies);
      report.rate(reading);
      first += (long) rate * seconds;
    }
    for (int rate : List.of(100, 1_000)) {
      report.latency(name + " at " + rate + "/s: visible in billing", visible(first, rate));
      first += (long) rate * seconds;
    }
  }

  /// From the moment a command is sent until its effect is read from another context's view, while
  /// others come in at a steady rate.
  private Histogram visible(long firstOrder, int rate) {
    var histogram = new Histogram(60_000_000L, 3);
    var background = new Load(subject.commands().orders(), workload);
    var thread = Thread.ofPlatform().start(() -> background.open(firstOrder, rate, seconds));
    long probe = firstOrder + 1_000_000_000L;
    long end = System.nanoTime() + (seconds - 1) * 1_000_000_000L;
    while (System.nanoTime() < end) {
      long started = System.nanoTime();
      var settled = subject.commands().orders().submit(workload.place(probe)).join();
      var token =
          Token.of(
              Topics.ORDERS_EVENTS, settled.outcome().partition(), settled.outcome().position());
      subject
          .reads()
          .invoices()
          .get(
              workload.orderId(probe),
              new Freshness(token, java.time.Duration.ofSeconds(10), false));
      histogram.recordValue((System.nanoTime() - started) / 1_000);
      probe++;
      java.util.concurrent.locks.LockSupport.parkNanos(17_000_000);
    }
    join(thread);
    return histogram;
  }

  /// Orders a second until stock has answered for every line, policies on.
  void saga(int orders) {
    stock();
    place(0, WARM_ORDERS / 3);
    settleSaga();
    var meter = new Meter(broker);
    long decisionsBefore = decisions();
    meter.start();
    place(WARM_ORDERS, orders);
    settleSaga();
    long decisions = decisions() - decisionsBefore;
    report.rate(meter.stop(name + ": orders reserved", orders));
    report.rate(meter.stop(name + ": decisions", decisions));
  }

  private void stock() {
    CompletableFuture.allOf(
            IntStream.range(0, Workload.SKUS)
                .mapToObj(
                    n ->
                        CompletableFuture.allOf(
                            stock(n, new StockCommand.ListProduct("Bench", 1_000, "EUR"), "list"),
                            stock(n, new StockCommand.ReceiveStock(100_000_000), "receive")))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private CompletableFuture<?> stock(int n, StockCommand command, String word) {
    String sku = Workload.sku(n);
    return subject
        .commands()
        .stock()
        .submit(
            new Outgoing<>(
                sku,
                Ids.derived(new java.util.UUID(1, n), word + name),
                command,
                OptionalLong.empty(),
                "00000000000000ff",
                Optional.empty()));
  }

  private void place(long first, int orders) {
    var free = new Semaphore(inFlight);
    for (long order = first; order < first + orders; order++) {
      free.acquireUninterruptibly();
      release(subject.commands().orders().submit(workload.place(order)), free);
    }
    free.acquireUninterruptibly(inFlight);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // only the end matters
  private static void release(CompletableFuture<?> command, Semaphore free) {
    command.whenComplete((settled, failure) -> free.release());
  }

  /// Until each app has processed all that the others wrote: order, stock, order, views.
  private void settleSaga() {
    for (int round = 0; round < 2; round++) {
      subject.awaitGroup("inventory-service", Topics.ORDERS_EVENTS, PARTITIONS);
      subject.awaitGroup("inventory-service", Topics.STOCK_COMMANDS, PARTITIONS);
      subject.awaitGroup("order-service", Topics.STOCK_EVENTS, PARTITIONS);
      subject.awaitGroup("order-service", Topics.ORDERS_COMMANDS, PARTITIONS);
    }
    awaitViews(true);
  }

  private long decisions() {
    return subject.count(Topics.ORDERS_COMMANDS, PARTITIONS)
        + subject.count(Topics.STOCK_COMMANDS, PARTITIONS);
  }

  private long events() {
    return subject.count(Topics.ORDERS_EVENTS, PARTITIONS);
  }

  private void awaitViews(boolean views) {
    if (views) {
      subject.awaitViews(PARTITIONS);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
