package orders.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Codec;
import orders.engine.SimNode;
import orders.engine.Stores;
import orders.engine.effect.EffectHost;
import orders.engine.effect.Effort;
import orders.engine.effect.ResultWriter;
import orders.engine.effect.SimGroupWorker;
import orders.engine.effect.SimShareQueue;
import orders.engine.effect.SimShareWorker;
import orders.inventory.InventoryContext;
import orders.local.sandbox.SimCarrier;
import orders.local.sandbox.SimOutside;
import orders.local.sandbox.SimProvider;
import orders.order.OrderContext;
import orders.order.OrderPolicies;
import orders.outside.CallbackRoutes;
import orders.policy.OrderDeadlines;
import orders.shipping.ShippingContext;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The whole choreography in one thread: production's deciders, policies, alarms, dedupe, codecs,
/// efforts and books, over topics that are lists. A seed is a run; the same seed is the same run.
final class Simulation {

  /// Steps with faults, and at most as many again as may be needed until all is quiet.
  private static final int STEPS = 900;

  private static final int STEPS_MAX = 200_000;
  private static final int CRASH_EVERY = 40;

  /// How long somebody who crashed is away at most.
  private static final Duration AWAY = Duration.ofSeconds(6);

  /// Longer than anything here waits for: alarms, locks, transactions, pauses.
  private static final Duration QUIET = Duration.ofSeconds(150);

  /// How far time goes on at once, now and then.
  private static final Duration STRIDE = Duration.ofMillis(450);

  private static final Duration LOOK_EVERY = Duration.ofMillis(700);
  private static final OrderDeadlines DEADLINES =
      new OrderDeadlines(Duration.ofSeconds(12), Duration.ofSeconds(15));

  /// Fewer tries than in production, so that dead letters are met.
  private static final Effort.Limits HASTY =
      new Effort.Limits(4, 2, Duration.ofMillis(100), Duration.ofSeconds(2), 3);

  private static final Codecs CODECS = Codecs.over(new WireFormat(new MemoryRegistry()));
  private final SplittableRandom random;
  private final Clock clock = new Clock();
  private final Log log = new Log(clock);
  private final Oracle oracle = new Oracle(log, CODECS);
  private final SimOutside outside;
  private final SimProvider provider;
  private final SimCarrier carrier;
  private final Clients clients;
  private final Operator operator = new Operator(log);
  private final List<Actor> actors = new ArrayList<>();
  private final Map<Actor, Long> away = new HashMap<>();
  private int crashes;

  Simulation(long seed) {
    this.random = new SplittableRandom(seed);
    this.outside = new SimOutside(random.split());
    this.provider = new SimProvider(outside, this::call, oracle::books);
    this.carrier = new SimCarrier(outside, this::call);
    this.clients = new Clients(log, CODECS, oracle, random.split());
    actors.add(clients);
    actors.add(outside);
    actors.add(orders());
    actors.add(app(SimNode.of(InventoryContext.aggregate(CODECS, Stores.MEMORY)), stock()));
    actors.add(app(SimNode.of(BillingContext.forOrders(CODECS), CODECS.marks())));
    actors.add(app(SimNode.of(ShippingContext.forOrders(CODECS), CODECS.marks())));
    boolean hasty = random.nextInt(4) == 0;
    actors.add(
        new SimGroupWorker<>(
            limited(BillingContext.worker(CODECS, provider), hasty, Integer.MAX_VALUE),
            log,
            clock));
    shipping(random.nextBoolean(), hasty);
  }

  private App orders() {
    return app(
        SimNode.of(OrderContext.aggregate(CODECS, Stores.MEMORY)),
        SimNode.of(OrderPolicies.forStock(CODECS), CODECS.marks()),
        SimNode.of(OrderPolicies.forPayments(CODECS), CODECS.marks()),
        SimNode.of(OrderPolicies.forShipping(CODECS), CODECS.marks()),
        SimNode.of(OrderPolicies.notices(CODECS), CODECS.marks()),
        SimNode.of(
            OrderPolicies.timers(CODECS, Stores.MEMORY, DEADLINES),
            OrderPolicies.notices(CODECS),
            CODECS.marks()));
  }

  private static SimNode.Kind stock() {
    return SimNode.of(InventoryContext.forOrders(CODECS), CODECS.marks());
  }

  private App app(SimNode.Kind... kinds) {
    return new App(log, clock, List.of(kinds));
  }

  private void shipping(boolean shared, boolean hasty) {
    if (!shared) {
      var host = limited(ShippingContext.worker(CODECS, carrier, false), hasty, Integer.MAX_VALUE);
      actors.add(new SimGroupWorker<>(host, log, clock));
      return;
    }
    var host = limited(ShippingContext.worker(CODECS, carrier, true), hasty, HASTY.atOnce());
    var queue = new SimShareQueue(Topics.SHIPPING_JOBS, log, clock);
    for (int i = 0; i < 3; i++) {
      actors.add(new SimShareWorker<>(host, queue, log, clock));
    }
  }

  private static <Q, R> EffectHost<Q, R> limited(EffectHost<Q, R> host, boolean hasty, int atOnce) {
    var limits =
        new Effort.Limits(
            HASTY.attempts(), atOnce, HASTY.first(), HASTY.longest(), HASTY.shutMax());
    return hasty
        ? new EffectHost<>(
            host.name(),
            host.topics(),
            host.envelopes(),
            host.effect(),
            host.requests(),
            host.results(),
            limits)
        : host;
  }

  /// Runs to the end, and holds the end to the rules.
  Judge.Verdict run() {
    for (int step = 0; step < STEPS; step++) {
      Actor actor = actors.get(random.nextInt(actors.size()));
      if (random.nextInt(CRASH_EVERY) == 0) {
        actor.crash(random);
        crashes++;
        if (random.nextInt(4) == 0) {
          away.put(actor, clock.nowMs() + random.nextLong(AWAY.toMillis()));
        }
      }
      if (away.getOrDefault(actor, 0L) <= clock.nowMs()) {
        boolean _ = actor.step(random);
      }
      pass(random.nextInt(12) == 0 ? random.nextLong(STRIDE.toMillis()) : 1);
      oracle.look();
    }
    outside.heal();
    actors.add(operator);
    settle();
    return new Judge(log, CODECS, oracle, provider, carrier).judge(clients.sent(), crashes);
  }

  /// Without faults, until nothing has happened for a long time.
  private void settle() {
    long quietMs = 0;
    for (int step = 0; quietMs < QUIET.toMillis(); step++) {
      if (step > STEPS_MAX) {
        throw new AssertionError("it does not come to rest");
      }
      boolean busy = false;
      for (Actor actor : actors) {
        busy |= actor.step(random);
      }
      oracle.look();
      quietMs = busy ? 0 : quietMs + LOOK_EVERY.toMillis();
      pass(busy ? 1 : LOOK_EVERY.toMillis());
    }
  }

  private void pass(long ms) {
    clock.pass(ms);
    if (ms > 1) {
      actors.forEach(Actor::look);
    }
  }

  private void call(String orderId, String message, orders.policy.payment.PaymentResult result) {
    write(Topics.PAYMENTS_RESULTS, CODECS.paymentResults(), orderId, message, result);
  }

  private void call(String orderId, String message, orders.policy.shipping.ShippingResult result) {
    write(Topics.SHIPPING_RESULTS, CODECS.shippingResults(), orderId, message, result);
  }

  /// As the routes for callbacks do it.
  private <R> void write(String topic, Codec<R> codec, String orderId, String message, R result) {
    var producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    new ResultWriter<>(producer, topic, codec, "/callbacks")
        .write(orderId, CallbackRoutes.id(orderId, message), result)
        .join();
    producer.history().forEach(r -> log.append(r.topic(), r.key(), r.value(), r.headers()));
  }
}
