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

/// Reads what is there, without a token, and asks the other instance at once when one does not
/// answer: how long nobody does is how long reads were away. Each read is a session of its own:
/// without a token nothing is promised about the one before.
final class Prober implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final Duration RETRY = Duration.ofMillis(50);

  private final Caller caller;
  private final Outages outages;
  private final SplittableRandom random;
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
    this.sessions = sessions;
    this.someOrder = someOrder;
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean() && Waiting.pause(BETWEEN)) {
      read();
    }
  }

  private void read() {
    Ask ask = ask();
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

  private Ask ask() {
    String order = someOrder.get();
    if (order.isEmpty() || random.nextInt(4) == 0) {
      String sku = Goods.sku(random);
      return Ask.read("stock", sku, "/v1/stock/" + sku, "");
    }
    return Ask.read("orders", order, "/v1/orders/" + order, "");
  }
}
