package orders.contract;

/// The topics' names, each proven at class load to be in the catalogue.
public final class Topics {

  public static final String ORDERS_COMMANDS = name("orders.commands");
  public static final String ORDERS_COMMANDS_DLQ = name("orders.commands.dlq");
  public static final String ORDERS_OUTCOMES = name("orders.outcomes");
  public static final String ORDERS_EVENTS = name("orders.events");
  public static final String STOCK_COMMANDS = name("stock.commands");
  public static final String STOCK_COMMANDS_DLQ = name("stock.commands.dlq");
  public static final String STOCK_OUTCOMES = name("stock.outcomes");
  public static final String STOCK_EVENTS = name("stock.events");
  public static final String PAYMENTS_REQUESTS = name("payments.requests");
  public static final String PAYMENTS_REQUESTS_DLQ = name("payments.requests.dlq");
  public static final String PAYMENTS_RESULTS = name("payments.results");
  public static final String PAYMENTS_RESULTS_DLQ = name("payments.results.dlq");
  public static final String SHIPPING_JOBS = name("shipping.jobs");
  public static final String SHIPPING_JOBS_DLQ = name("shipping.jobs.dlq");
  public static final String SHIPPING_RESULTS = name("shipping.results");
  public static final String SHIPPING_RESULTS_DLQ = name("shipping.results.dlq");
  public static final String ORDERS_NOTICES = name("orders.notices");
  public static final String ORDERS_NOTICES_JSON = name("orders.notices.json");
  public static final String BILLING_INVOICES = name("billing.invoices.v1");
  public static final String BILLING_ACCOUNTS = name("billing.accounts.v1");
  public static final String BILLING_REVENUE = name("billing.revenue.v1");
  public static final String INVENTORY_STOCK = name("inventory.stock.v1");
  public static final String INVENTORY_MOVEMENTS = name("inventory.movements.v1");
  public static final String ORDERS_SUMMARIES = name("orders.summaries.v1");
  public static final String SHIPPING_SHIPMENTS = name("shipping.shipments.v1");
  public static final String CONTROL_ALIASES = name("control.aliases");
  public static final String CONTROL_REPLAYS = name("control.replays");
  public static final String CONTROL_DEADLETTERS = name("control.deadletters");
  public static final String SCHEMAS = name("_schemas");

  private Topics() {}

  /// The dead-letter topic of a topic.
  ///
  /// @throws IllegalArgumentException when the catalogue has none
  public static String deadLetters(String topic) {
    return name(Catalogue.get().topic(topic).deadLetters());
  }

  /// The topic of a later version of rows.
  ///
  /// @param topic of the first version, such as `billing.invoices.v1`
  /// @throws IllegalArgumentException when it has no versions
  public static String version(String topic, int version) {
    return Catalogue.get().topic(topic).version(version).name();
  }

  private static String name(String name) {
    return Catalogue.get().topic(name).name();
  }
}
