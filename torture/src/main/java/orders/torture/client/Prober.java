package orders.torture.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import orders.torture.cluster.Instances;
import orders.torture.measure.Outages;
import orders.torture.measure.Waiting;

/// Reads what is there. Half of the time without a token, and asks the other instance at once when
/// one does not answer: how long nobody does is how long reads were away. Each of those reads is a
/// session of its own, since nothing is promised about the one before.
///
/// The other half are sessions with tokens. Most are of one context; now and then one is of both,
/// and its reads wait until the one context has heard of the other.
final class Prober implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final Duration RETRY = Duration.ofMillis(50);

  /// Who was left without an answer asks somebody else first for so long, as those do who spread
  /// requests: a process that stands still is sent half as many connections, and about half of the
  /// readers wait for it when it goes on.
  private static final Duration KEEP_OFF = Duration.ofSeconds(1);

  /// Percent of the reads with a token: each takes as long as three commits, one after another.
  private static final int OF_BOTH = 10;

  private final Caller caller;
  private final Outages outages;
  private final SplittableRandom random;
  private final AtomicInteger sessions;
  private final Session orders;
  private final Session stock;
  private final Session both;
  private final Supplier<String> someOrder;
  private final BooleanSupplier goesOn;
  private final Choice ofReads = new Choice();

  Prober(
      Caller caller,
      Outages outages,
      SplittableRandom random,
      AtomicInteger sessions,
      Supplier<String> someOrder,
      BooleanSupplier goesOn) {
    this.caller = caller;
    this.outages = outages;
    this.random = random;
    this.sessions = sessions;
    this.orders = session();
    this.stock = session();
    this.both = session();
    this.someOrder = someOrder;
    this.goesOn = goesOn;
  }

  /// Reads that must never go back, each from where the one before had come. It has a choice of its
  /// own: a read with a token may wait in vain for what others have not done.
  private record Session(int number, Memory memory, Choice choice) {}

  private Session session() {
    return new Session(sessions.getAndIncrement(), new Memory(random.split()), new Choice());
  }

  @Override
  public void run() {
    boolean alone = true;
    while (goesOn.getAsBoolean() && Waiting.pause(BETWEEN)) {
      String order =
          random.nextInt(4) > 0 ? someOrder.get() : ""; // empty before the first one, too
      if (alone) {
        read(order);
      } else if (random.nextInt(100) < OF_BOTH) {
        readOn(both, order);
      } else {
        readOn(order.isEmpty() ? stock : orders, order);
      }
      alone = !alone;
    }
  }

  /// Whether it is answered is not measured.
  private void readOn(Session session, String order) {
    Ask ask = ask(order, session.memory().token());
    Choice choice = session.choice();
    Reply reply = call(choice, session.number(), choice.instance(), ask);
    session.memory().saw(reply.operation().token());
  }

  /// Which instance is asked first.
  private final class Choice {
    private final long[] keepOffUntil = new long[Instances.COUNT];

    Choice() {
      Arrays.fill(keepOffUntil, System.nanoTime());
    }

    int instance() {
      int at = random.nextInt(Instances.COUNT);
      return keepOffUntil[at] - System.nanoTime() > 0 ? other(at) : at;
    }

    void unanswered(int at) {
      keepOffUntil[at] = System.nanoTime() + KEEP_OFF.toNanos();
    }
  }

  private static int other(int at) {
    return (at + 1) % Instances.COUNT;
  }

  private Reply call(Choice choice, int session, int at, Ask ask) {
    Reply reply = caller.call(session, at, ask, PATIENCE);
    if (reply.operation().status() == 0) {
      choice.unanswered(at);
    }
    return reply;
  }

  private void read(String order) {
    Ask ask = ask(order, "");
    int at = ofReads.instance();
    long first = System.nanoTime();
    Optional<Outages.Outage> outage = Optional.empty();
    while (goesOn.getAsBoolean() && call(ofReads, sessions.getAndIncrement(), at, ask).unknown()) {
      if (outage.isEmpty()) {
        outage = Optional.of(outages.begin(first));
      }
      at = other(at);
      Waiting.pause(RETRY);
    }
    outage.ifPresent(over -> over.over(System.nanoTime()));
  }

  private Ask ask(String order, String token) {
    if (order.isEmpty()) {
      String sku = Goods.sku(random);
      return Ask.read("stock", sku, "/v1/stock/" + sku, token);
    }
    return Ask.read("orders", order, "/v1/orders/" + order, token);
  }
}
