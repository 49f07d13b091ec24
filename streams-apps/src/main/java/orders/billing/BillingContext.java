package orders.billing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.codec.BillingRowCodecs;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.engine.ProjectionHost;
import orders.engine.ProjectionTopology;
import orders.engine.Stores;
import orders.engine.ViewStore;
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

  private BillingContext() {}

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
