package orders.billing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.codec.BillingRowCodecs;
import orders.codec.Codecs;
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
import orders.policy.payment.PaymentRequest;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentsForOrders;
import orders.projection.billing.Account;
import orders.projection.billing.Accounts;
import orders.projection.billing.Invoice;
import orders.projection.billing.Invoices;
import orders.projection.billing.Revenue;
import orders.projection.billing.Revenues;
import orders.query.ViewSpec;
import org.apache.kafka.streams.Topology;

/// What the billing context runs.
public final class BillingContext {

  /// Two hundred tries in about three hours. While the provider cannot be reached at all none is
  /// counted for a day: so long a provider keeps its idempotency keys.
  static final Effort.Limits ATTEMPTS =
      new Effort.Limits(
          200, Integer.MAX_VALUE, Duration.ofMillis(100), Duration.ofMinutes(1), 17_280);

  private BillingContext() {}

  /// The policy by which orders ask the payment provider.
  public static Topology service(Codecs codecs) {
    var topology = new Topology();
    PolicyTopology.add(topology, forOrders(codecs), codecs.marks());
    return topology;
  }

  /// What orders ask of the payment provider.
  public static PolicyHost<OrderEvent, PaymentRequest> forOrders(Codecs codecs) {
    return new PolicyHost<>(
        "payments-for-orders",
        "/policies/payments-for-orders",
        Topics.ORDERS_EVENTS,
        Topics.PAYMENTS_REQUESTS,
        new PaymentsForOrders(),
        codecs.orderEvents(),
        codecs.paymentRequests());
  }

  /// Has the provider do it. An authorisation that takes long expires with its order; what follows
  /// is tried for hours.
  public static EffectHost<PaymentRequest, PaymentResult> worker(
      Codecs codecs, PaymentProvider provider) {
    return new EffectHost<>(
        "payments",
        new EffectHost.Topics(
            Topics.PAYMENTS_REQUESTS,
            Topics.PAYMENTS_RESULTS,
            Topics.deadLetters(Topics.PAYMENTS_REQUESTS)),
        new EnvelopeWriter("/payments"),
        new Payments(provider),
        codecs.paymentRequests(),
        codecs.paymentResults(),
        ATTEMPTS);
  }

  /// Invoices, and the accounts and revenue that follow from them.
  public static Topology views(Codecs codecs, Stores stores) {
    return ProjectionTopology.of(stores, projection(codecs));
  }

  /// What the views are folded with, live and when they are verified.
  public static ProjectionHost<OrderEvent, Invoice> projection(Codecs codecs) {
    return new ProjectionHost<>(
        "billing",
        Topics.ORDERS_EVENTS,
        codecs.orderEvents(),
        codecs.marks(),
        new Invoices(),
        new ViewStore<>(
            "invoices", Topics.BILLING_INVOICES, BillingRowCodecs.invoices(codecs.wire())),
        List.of(
            new ProjectionHost.RollupView<>(
                new Accounts(),
                new ViewStore<>(
                    "accounts", Topics.BILLING_ACCOUNTS, BillingRowCodecs.accounts(codecs.wire()))),
            new ProjectionHost.RollupView<>(
                new Revenues(),
                new ViewStore<>(
                    "revenue", Topics.BILLING_REVENUE, BillingRowCodecs.revenues(codecs.wire())))));
  }

  public static ViewSpec<Invoice> invoices(Codecs codecs) {
    return ViewSpec.keyed(
        "invoices",
        Topics.BILLING_INVOICES,
        Topics.ORDERS_EVENTS,
        BillingRowCodecs.invoices(codecs.wire()),
        Map.of("customer", row -> List.of(row.customerId())));
  }

  public static ViewSpec<Account> accounts(Codecs codecs) {
    return new ViewSpec<>(
        "accounts",
        Topics.BILLING_ACCOUNTS,
        Topics.ORDERS_EVENTS,
        BillingRowCodecs.accounts(codecs.wire()),
        Optional.empty(),
        new Accounts()::merge,
        Map.of());
  }

  public static ViewSpec<Revenue> revenue(Codecs codecs) {
    return new ViewSpec<>(
        "revenue",
        Topics.BILLING_REVENUE,
        Topics.ORDERS_EVENTS,
        BillingRowCodecs.revenues(codecs.wire()),
        Optional.empty(),
        new Revenues()::merge,
        Map.of());
  }
}
