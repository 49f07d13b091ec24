package orders.contract;

/// The application ids, each proven at class load to be in the catalogue.
public final class Apps {

  public static final String COMMON = id("common");
  public static final String ORDER_SERVICE = id("order-service");
  public static final String INVENTORY_SERVICE = id("inventory-service");
  public static final String BILLING_SERVICE = id("billing-service");
  public static final String SHIPPING_SERVICE = id("shipping-service");
  public static final String PAYMENTS_WORKER = id("payments-worker");
  public static final String SHIPPING_WORKER = id("shipping-worker");
  public static final String NOTICES_PIPE = id("notices-pipe");
  public static final String VIEW_SHIPPING = id("view-shipping");
  public static final String VIEW_BILLING = id("view-billing");
  public static final String VIEW_INVENTORY = id("view-inventory");
  public static final String VIEW_ORDERS = id("view-orders");
  public static final String QUERY = id("query");
  public static final String AUDITOR = id("auditor");
  public static final String GATEWAY = id("gateway");
  public static final String REPLAY = id("replay");
  public static final String DLQ = id("dlq");
  public static final String ARCHIVE = id("archive");
  public static final String RESTORE = id("restore");

  private Apps() {}

  private static String id(String id) {
    return Catalogue.get().app(id).id();
  }
}
