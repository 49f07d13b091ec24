package orders.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import orders.billing.BillingContext;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.engine.effect.EffectHost;
import orders.engine.effect.EffectWorker;
import orders.engine.effect.Queue;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.ShareGroups;
import orders.outside.HttpCarrier;
import orders.outside.HttpPaymentProvider;
import orders.shipping.ShippingContext;
import orders.watch.Pulse;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of this process that talk to the outside world. A replay has none: it cannot pay or
/// ship anything.
final class Effects implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);
  private final Settings settings;
  private final Codecs codecs;
  private final Presence here;
  private final BiConsumer<String, KafkaConnection> joins;
  private final List<EffectWorker<?, ?>> workers = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> adapters = new ArrayList<>();

  /// @param here under which name its consumers are members of their groups
  /// @param joins is told of each of these groups, and who may be a member of it
  Effects(
      Settings settings, Codecs codecs, Presence here, BiConsumer<String, KafkaConnection> joins) {
    this.settings = settings;
    this.codecs = codecs;
    this.here = here;
    this.joins = joins;
  }

  void start(Set<Role> roles) {
    if (roles.contains(Role.BILLING)) {
      settings
          .fulfilment()
          .payments()
          .ifPresentOrElse(
              this::payments,
              () -> LOG.warn("no payment provider (ORDERS_PAYMENTS_URL): orders stay unpaid"));
    }
    if (roles.contains(Role.SHIPPING)) {
      settings
          .fulfilment()
          .carrier()
          .ifPresentOrElse(
              this::shipping,
              () -> LOG.warn("no carrier (ORDERS_CARRIER_URL): nothing is shipped"));
    }
  }

  /// Whether a worker gave up.
  boolean failed() {
    return workers.stream().anyMatch(EffectWorker::failed);
  }

  List<Pulse> pulses() {
    return List.copyOf(workers).stream().<Pulse>map(EffectWorker::pulse).toList();
  }

  @Override
  public void close() {
    List<Thread> closing =
        workers.stream().map(worker -> Thread.ofVirtual().start(worker::close)).toList();
    try {
      for (Thread thread : closing) {
        thread.join();
      }
      for (AutoCloseable adapter : adapters) {
        adapter.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("cannot close an adapter", e);
    }
  }

  private void payments(URI url) {
    var provider = new HttpPaymentProvider(url);
    adapters.add(provider);
    start(
        Queue.CONSUMER_GROUP,
        BillingContext.worker(codecs, provider),
        settings.kafka().of(Apps.PAYMENTS_WORKER),
        Apps.PAYMENTS_WORKER,
        1);
  }

  private void shipping(URI url) {
    var carrier = new HttpCarrier(url);
    adapters.add(carrier);
    KafkaConnection kafka = settings.kafka().of(Apps.SHIPPING_WORKER);
    boolean shared = shared(kafka);
    String group = ShippingContext.QUEUE + (shared ? "" : "-classic");
    int many = shared ? settings.fulfilment().workers() : 1;
    LOG.info(
        "shipping jobs: {} {} with {} {}",
        shared ? "share group" : "consumer group",
        group,
        many,
        many == 1 ? "worker" : "workers");
    start(
        shared ? Queue.SHARE_GROUP : Queue.CONSUMER_GROUP,
        ShippingContext.worker(codecs, carrier, shared),
        kafka,
        group,
        many);
  }

  private void start(
      Queue queue, EffectHost<?, ?> host, KafkaConnection kafka, String group, int many) {
    if (queue == Queue.CONSUMER_GROUP) { // the members of a share group have no names
      joins.accept(group, kafka);
    }
    workers.addAll(queue.start(host, kafka, group, here.instance(), many));
  }

  /// Whether the queue is a share group, which is then set up.
  private static boolean shared(KafkaConnection kafka) {
    try (Admin admin = Admin.create(ClientProperties.admin(kafka, "orders-shipping-queue"))) {
      boolean shared = ShareGroups.on(admin);
      if (shared) {
        ShareGroups.configure(admin, ShippingContext.QUEUE);
      }
      return shared;
    }
  }
}
