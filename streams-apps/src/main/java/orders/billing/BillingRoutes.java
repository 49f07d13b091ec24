package orders.billing;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import orders.contract.Topics;
import orders.history.Stories;
import orders.http.Limits;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.http.Travel;
import orders.http.Why;
import orders.projection.billing.Account;
import orders.projection.billing.Invoice;
import orders.projection.history.Bound;
import orders.projection.history.Story;
import orders.query.Answer;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;
import orders.query.ViewSpec;

/// Looking at what customers owe: invoices and accounts.
public final class BillingRoutes implements Routes {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final ViewReader<Invoice> invoices;
  private final ViewReader<Account> accounts;
  private final Travel<Invoice> travel;
  private final Travel<Account> accountTravel;

  public BillingRoutes(
      ViewReader<Invoice> invoices,
      Stories<Invoice> stories,
      ViewReader<Account> accounts,
      Stories<Account> accountStories) {
    this.invoices = invoices;
    this.accounts = accounts;
    this.travel =
        new Travel<>(
            stories, Topics.ORDERS_EVENTS, invoice -> invoice.origin().version(), row -> row);
    this.accountTravel = new Travel<>(accountStories, Topics.ORDERS_EVENTS, _ -> 0, row -> row);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/invoices/{id}", this::invoice);
    routes.get("/v1/invoices/{id}/why", this::why);
    routes.get("/v1/customers/{id}/account", this::account);
    routes.get("/v1/customers/{id}/account/why", this::accountWhy);
    routes.get("/v1/customers/{id}/invoices", this::invoicesOf);
  }

  private void invoice(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Responses.row(ctx, travel.asked(ctx, now(ctx, id), id), invoice -> invoice.origin().version());
  }

  private void why(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    travel.why(ctx, now(ctx, id), id);
  }

  private Answer<Optional<Invoice>> now(Context ctx, String id) {
    return invoices.get(id, Requests.freshness(ctx));
  }

  /// One account for each currency in which the customer has bought, or for the one asked for.
  private void account(Context ctx) {
    String customer = Requests.name(ctx, "id");
    Optional<String> currency = currency(ctx);
    Bound bound = Requests.bound(ctx);
    if (bound.version().isPresent() && currency.isEmpty()) {
      throw Requests.invalid("version is that of an account in one currency");
    }
    Answer<Page<Account>> page = accounts(ctx, customer, currency);
    List<Account> rows = page.value().rows();
    if (!bound.none()) {
      rows = rows.stream().flatMap(row -> then(page, row, bound).stream()).toList();
    }
    if (rows.isEmpty()) {
      throw Requests.notFound();
    }
    Responses.page(ctx, page.with(new Page<>(rows, page.value().next())));
  }

  private Optional<Account> then(Answer<?> now, Account row, Bound bound) {
    return accountTravel.counted(now, key(row), bound).row();
  }

  private void accountWhy(Context ctx) {
    String customer = Requests.name(ctx, "id");
    String currency =
        currency(ctx).orElseThrow(() -> Requests.invalid("currency says which account"));
    Answer<Page<Account>> page = accounts(ctx, customer, Optional.of(currency));
    Account row = page.value().rows().stream().findFirst().orElseThrow(Requests::notFound);
    Story<?, Account> story = accountTravel.counted(page, key(row), Requests.bound(ctx));
    Why.answer(ctx, page, story, Topics.ORDERS_EVENTS, account -> account);
  }

  private Answer<Page<Account>> accounts(Context ctx, String customer, Optional<String> currency) {
    String key = customer + "|";
    Range range =
        currency
            .map(code -> Range.exactly(ViewSpec.BY_KEY, key + code))
            .orElseGet(() -> new Range(ViewSpec.BY_KEY, key, key + "~"));
    return accounts.list(range, Optional.empty(), Limits.LIST_MAX, Requests.freshness(ctx));
  }

  private static String key(Account row) {
    return row.customerId() + "|" + row.currency();
  }

  private static Optional<String> currency(Context ctx) {
    String currency = ctx.queryParam("currency");
    if (currency != null && !CURRENCY.matcher(currency).matches()) {
      throw Requests.invalid("currency is an ISO 4217 code such as EUR");
    }
    return Optional.ofNullable(currency);
  }

  private void invoicesOf(Context ctx) {
    String customer = Requests.name(ctx, "id");
    Responses.page(
        ctx,
        invoices.list(
            Range.exactly("customer", customer),
            Requests.cursor(ctx),
            Requests.limit(ctx),
            Requests.freshness(ctx)));
  }
}
