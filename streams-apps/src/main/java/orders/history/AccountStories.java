package orders.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.aggregate.order.OrderEvent;
import orders.projection.Recorded;
import orders.projection.billing.Account;
import orders.projection.billing.Accounts;
import orders.projection.billing.Invoice;
import orders.projection.billing.Invoices;
import orders.projection.history.Bound;
import orders.projection.history.LogOrder;
import orders.projection.history.Story;
import orders.query.Answer;
import orders.query.Events;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Freshness;
import orders.query.ViewReader.Range;

/// The stories of accounts: of all orders of a customer, which the index of invoices names.
public final class AccountStories implements Stories<Account> {

  /// Orders of one customer that are looked at.
  public static final int ORDERS_MAX = 1_000;

  private static final int PAGE = 100;

  private final ViewReader<Invoice> invoices;
  private final OrderEvents orders;

  public AccountStories(ViewReader<Invoice> invoices, OrderEvents orders) {
    this.invoices = invoices;
    this.orders = orders;
  }

  /// @param key `customer|currency`
  @Override
  public Story<?, Account> tell(String key, Bound bound, Freshness freshness) {
    List<Recorded<OrderEvent>> events = new ArrayList<>();
    String customer = key.substring(0, key.indexOf('|'));
    ordersOf(customer, freshness).forEach(order -> events.addAll(orders.of(order, freshness)));
    return Story.of(new Invoices(), new Accounts(), key, LogOrder.of(events), bound);
  }

  private List<String> ordersOf(String customer, Freshness freshness) {
    List<String> found = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Answer<Page<Invoice>> page =
          invoices.list(Range.exactly("customer", customer), after, PAGE, freshness);
      page.value().rows().forEach(invoice -> found.add(invoice.orderId()));
      after = page.value().next();
      if (found.size() > ORDERS_MAX) {
        throw new Events.TooLong("the customer has more than " + ORDERS_MAX + " orders");
      }
    } while (after.isPresent());
    return found;
  }
}
