package orders.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import orders.aggregate.stock.StockCommand;
import orders.contract.Apps;
import orders.contract.Topics;
import orders.engine.Outgoing;
import orders.policy.Ids;
import orders.query.Token;
import orders.query.ViewReader.Freshness;
import org.HdrHistogram.Histogram;

/// What the system does: at saturation, at a steady rate, and with the whole choreography.
final class SubjectBench {

  private static final int SETTLE_SECONDS = 3;
  private static final int LATENCY_WARM_UP = 64;
  private static final int SAGA_STEP = 2_000;

  private final Meter meter;
  private final Subject subject;
  private final Report report;
  private final String name;
  private final Size size;
  private final Workload workload;
  private final int partitions;

  /// @param inFlight commands under way in a closed loop
  /// @param seconds of each open-loop step
  /// @param warmUp both JVMs compile their hot code in the first minutes
  record Size(int inFlight, int seconds, Duration warmUp) {}

  /// @param meter started before the subject was
  SubjectBench(Meter meter, Subject subject, Report report, String name, Size size) {
    this.meter = meter;
    this.subject = subject;
    this.report = report;
    this.name = name;
    this.size = size;
    this.workload = new Workload(name);
    this.partitions = subject.partitions();
  }

  /// Commands a second with every answer awaited, and every event counted in the log afterwards.
  void plain(int orders) {
    long before = events();
    var load = new Load(subject.commands().orders(), workload);
    long first = load.warmUp(size.warmUp(), size.inFlight(), Workload.PLAIN_COMMANDS);
    subject.awaitViews();
    meter.start();
    long commands = load.closed(first, orders, size.inFlight(), Workload.PLAIN_COMMANDS);
    report.rate(meter.stop(name + ": answered", commands));
    if (subject.views()) {
      subject.awaitViews();
      report.rate(meter.stop(name + ": answered and folded", commands));
    }
    report.check(name + ": events", load.events(), events() - before);
  }

  /// Entries a second that an aggregate's store took from its changelog, the start included.
  void restored() {
    Meter.Used used = meter.stop();
    report.rate(used.reading(name + ": entries restored", subject.stored()));
  }

  /// Events a second from the first to the last until every view has them and can be queried, the
  /// start included.
  void rebuilt() {
    subject.awaitViews();
    subject.awaitTables();
    Meter.Used used = meter.stop();
    report.rate(used.reading(name + ": events rebuilt from", events()));
  }

  void latency() {
    var load = new Load(subject.commands().orders(), workload);
    long first = load.warmUp(size.warmUp(), LATENCY_WARM_UP, Workload.PLAIN_COMMANDS);
    subject.awaitViews();
    for (int rate : List.of(100, 1_000, 3_000)) {
      load.open(first, rate, SETTLE_SECONDS);
      first += (long) SETTLE_SECONDS * rate;
      meter.start();
      Histogram latencies = load.open(first, rate, size.seconds());
      Meter.Reading reading =
          meter.stop(name + " at " + rate + "/s: CPU", (long) rate * size.seconds());
      report.latency(name + " at " + rate + "/s: committed answer", latencies);
      report.rate(reading);
      first += (long) rate * size.seconds();
    }
    for (int rate : List.of(100, 1_000)) {
      report.latency(name + " at " + rate + "/s: visible in billing", visible(first, rate));
      first += (long) rate * size.seconds();
    }
  }

  /// From the moment a command is sent until its effect is read from another context's view, while
  /// others come in at a steady rate.
  private Histogram visible(long firstOrder, int rate) {
    var histogram = new Histogram(60_000_000L, 3);
    var background = new Load(subject.commands().orders(), workload);
    var thread = Thread.ofPlatform().start(() -> background.open(firstOrder, rate, size.seconds()));
    long probe = firstOrder + 1_000_000_000L;
    long end = System.nanoTime() + (size.seconds() - 1) * 1_000_000_000L;
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
    long end = System.nanoTime() + size.warmUp().toNanos();
    long first = 0;
    while (System.nanoTime() < end) {
      place(first, SAGA_STEP);
      settleSaga();
      first += SAGA_STEP;
    }
    long decisionsBefore = decisions();
    meter.start();
    place(first, orders);
    settleSaga();
    Meter.Used used = meter.stop();
    report.rate(used.reading(name + ": orders reserved", orders));
    report.rate(used.reading(name + ": decisions", decisions() - decisionsBefore));
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
    var free = new Semaphore(size.inFlight());
    for (long order = first; order < first + orders; order++) {
      free.acquireUninterruptibly();
      release(subject.commands().orders().submit(workload.place(order)), free);
    }
    free.acquireUninterruptibly(size.inFlight());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // only the end matters
  private static void release(CompletableFuture<?> command, Semaphore free) {
    command.whenComplete((settled, failure) -> free.release());
  }

  /// Until each app has processed all that the others wrote: order, stock, order, views.
  private void settleSaga() {
    for (int round = 0; round < 2; round++) {
      subject.awaitGroup(Apps.INVENTORY_SERVICE, Topics.ORDERS_EVENTS, partitions);
      subject.awaitGroup(Apps.INVENTORY_SERVICE, Topics.STOCK_COMMANDS, partitions);
      subject.awaitGroup(Apps.ORDER_SERVICE, Topics.STOCK_EVENTS, partitions);
      subject.awaitGroup(Apps.ORDER_SERVICE, Topics.ORDERS_COMMANDS, partitions);
    }
    subject.awaitViews();
  }

  private long decisions() {
    return subject.count(Topics.ORDERS_COMMANDS, partitions)
        + subject.count(Topics.STOCK_COMMANDS, partitions);
  }

  private long events() {
    return subject.count(Topics.ORDERS_EVENTS, partitions);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
