package orders.shipping;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.aggregate.order.OrderEvent;
import orders.codec.Codecs;
import orders.codec.ShipmentRowCodec;
import orders.contract.Topics;
import orders.engine.EnvelopeWriter;
import orders.engine.PolicyHost;
import orders.engine.PolicyTopology;
import orders.engine.ProjectionHost;
import orders.engine.ProjectionTopology;
import orders.engine.Stores;
import orders.engine.ViewStore;
import orders.engine.effect.EffectHost;
import orders.engine.effect.Effort;
import orders.policy.shipping.ShippingForOrders;
import orders.policy.shipping.ShippingJob;
import orders.policy.shipping.ShippingResult;
import orders.projection.shipping.Shipment;
import orders.projection.shipping.Shipments;
import orders.query.ViewSpec;
import org.apache.kafka.streams.Topology;

/// What the shipping context runs.
public final class ShippingContext {

  /// The share group; its namesake for brokers without share groups ends in `-classic`.
  public static final String QUEUE = "shipping-queue";

  /// Deliveries of a job, after which it is a dead letter.
  public static final int DELIVERIES_MAX = 5;

  private static final int TRIES_IN_A_DELIVERY = 3;

  /// Less than a minute in one delivery; the queue hands the job to another worker then.
  static final Effort.Limits ATTEMPTS =
      new Effort.Limits(
          DELIVERIES_MAX * TRIES_IN_A_DELIVERY,
          TRIES_IN_A_DELIVERY,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          17_280);

  private ShippingContext() {}

  /// The policy by which orders ask the carrier.
  public static Topology service(Codecs codecs) {
    var topology = new Topology();
    PolicyTopology.add(topology, forOrders(codecs), codecs.marks());
    return topology;
  }

  /// What orders ask of the carrier.
  public static PolicyHost<OrderEvent, ShippingJob> forOrders(Codecs codecs) {
    return new PolicyHost<>(
        "shipping-for-orders",
        "/policies/shipping-for-orders",
        Topics.ORDERS_EVENTS,
        Topics.SHIPPING_JOBS,
        new ShippingForOrders(),
        codecs.orderEvents(),
        codecs.shippingJobs());
  }

  /// Has the carrier do it.
  ///
  /// @param redelivered whether the queue counts deliveries and hands a job to another worker;
  ///     otherwise one delivery has all the tries
  public static EffectHost<ShippingJob, ShippingResult> worker(
      Codecs codecs, Carrier carrier, boolean redelivered) {
    var once =
        new Effort.Limits(
            ATTEMPTS.attempts(),
            Integer.MAX_VALUE,
            ATTEMPTS.first(),
            ATTEMPTS.longest(),
            ATTEMPTS.shutMax());
    return new EffectHost<>(
        "shipping",
        new EffectHost.Topics(
            Topics.SHIPPING_JOBS,
            Topics.SHIPPING_RESULTS,
            Topics.deadLetters(Topics.SHIPPING_JOBS)),
        new EnvelopeWriter("/shipping"),
        new Parcels(carrier),
        codecs.shippingJobs(),
        codecs.shippingResults(),
        redelivered ? ATTEMPTS : once);
  }

  /// The parcels of orders.
  public static Topology views(Codecs codecs, Stores stores) {
    return ProjectionTopology.of(stores, projection(codecs));
  }

  /// What the views are folded with, live and when they are verified.
  public static ProjectionHost<OrderEvent, Shipment> projection(Codecs codecs) {
    return new ProjectionHost<>(
        "shipping",
        Topics.ORDERS_EVENTS,
        codecs.orderEvents(),
        codecs.marks(),
        new Shipments(),
        new ViewStore<>(
            "shipments", Topics.SHIPPING_SHIPMENTS, ShipmentRowCodec.shipments(codecs.wire())),
        List.of());
  }

  public static ViewSpec<Shipment> shipments(Codecs codecs) {
    return ViewSpec.keyed(
        "shipments",
        Topics.SHIPPING_SHIPMENTS,
        Topics.ORDERS_EVENTS,
        ShipmentRowCodec.shipments(codecs.wire()),
        Map.of("state", row -> List.of(row.state().name())));
  }
}
