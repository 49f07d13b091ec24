package orders.torture.client;

import java.time.Duration;
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
/// session of its own, since nothing is promised about the one before. The other half is one
/// session with a token.
final class Prober implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final Duration RETRY = Duration.ofMillis(50);

  private final Caller caller;
  private final Outages outages;
  private final SplittableRandom random;
  private final Memory memory;
  private final AtomicInteger sessions;
  private final Supplier<String> someOrder;
  private final BooleanSupplier goesOn;

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
    this.memory = new Memory(random.split());
    this.sessions = sessions;
    this.someOrder = someOrder;
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    int session = sessions.getAndIncrement();
    boolean seen = false;
    while (goesOn.getAsBoolean() && Waiting.pause(BETWEEN)) {
      if (seen) {
        readOn(session);
      } else {
        read();
      }
      seen = !seen;
    }
  }

  /// In a session of its own, which must never go back; whether it is answered is not measured.
  private void readOn(int session) {
    Ask ask = ask(memory.token());
    memory.saw(
        caller.call(session, random.nextInt(Instances.COUNT), ask, PATIENCE).operation().token());
  }

  private void read() {
    Ask ask = ask("");
    int at = random.nextInt(Instances.COUNT);
    long first = System.nanoTime();
    Optional<Outages.Outage> outage = Optional.empty();
    while (goesOn.getAsBoolean()
        && caller.call(sessions.getAndIncrement(), at, ask, PATIENCE).unknown()) {
      if (outage.isEmpty()) {
        outage = Optional.of(outages.begin(first));
      }
      at = (at + 1) % Instances.COUNT;
      Waiting.pause(RETRY);
    }
    outage.ifPresent(over -> over.over(System.nanoTime()));
  }

  private Ask ask(String token) {
    String order = someOrder.get();
    if (order.isEmpty() || random.nextInt(4) == 0) {
      String sku = Goods.sku(random);
      return Ask.read("stock", sku, "/v1/stock/" + sku, token);
    }
    return Ask.read("orders", order, "/v1/orders/" + order, token);
  }
}
