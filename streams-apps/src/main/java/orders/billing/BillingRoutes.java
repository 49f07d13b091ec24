package orders.billing;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import orders.http.Limits;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.projection.billing.Account;
import orders.projection.billing.Invoice;
import orders.projection.billing.Revenue;
import orders.query.Answer;
import orders.query.Page;
import orders.query.ViewReader;
import orders.query.ViewReader.Range;
import orders.query.ViewSpec;

/// Looking at money: invoices, accounts, revenue.
public final class BillingRoutes implements Routes {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final ViewReader<Invoice> invoices;
  private final ViewReader<Account> accounts;
  private final ViewReader<Revenue> revenue;

  public BillingRoutes(
      ViewReader<Invoice> invoices, ViewReader<Account> accounts, ViewReader<Revenue> revenue) {
    this.invoices = invoices;
    this.accounts = accounts;
    this.revenue = revenue;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/invoices/{id}", this::invoice);
    routes.get("/v1/customers/{id}/account", this::account);
    routes.get("/v1/customers/{id}/invoices", this::invoicesOf);
    routes.get("/v1/revenue", this::revenue);
  }

  private void invoice(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Responses.row(
        ctx, invoices.get(id, Requests.freshness(ctx)), invoice -> invoice.origin().version());
  }

  /// One account for each currency in which the customer has bought, or for the one asked for.
  private void account(Context ctx) {
    String customer = Requests.name(ctx, "id");
    String currency = ctx.queryParam("currency");
    if (currency != null && !CURRENCY.matcher(currency).matches()) {
      throw Requests.invalid("currency is an ISO 4217 code such as EUR");
    }
    String key = customer + "|";
    Range range =
        currency == null
            ? new Range(ViewSpec.BY_KEY, key, key + "~")
            : Range.exactly(ViewSpec.BY_KEY, key + currency);
    Answer<Page<Account>> page =
        accounts.list(range, java.util.Optional.empty(), Limits.LIST_MAX, Requests.freshness(ctx));
    if (page.value().rows().isEmpty()) {
      throw Requests.notFound();
    }
    Responses.page(ctx, page);
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

  private void revenue(Context ctx) {
    String from = day(ctx, "from", "0001-01-01");
    String to = day(ctx, "to", "9999-12-31");
    if (from.compareTo(to) > 0) {
      throw Requests.invalid("from is not after to");
    }
    Responses.page(
        ctx,
        revenue.list(
            new Range(ViewSpec.BY_KEY, from, to + "|~"),
            Requests.cursor(ctx),
            Requests.limit(ctx),
            Requests.freshness(ctx)));
  }

  private static String day(Context ctx, String name, String usual) {
    String text = ctx.queryParam(name);
    try {
      return text == null ? usual : LocalDate.parse(text).toString();
    } catch (DateTimeParseException e) {
      throw Requests.invalid(name + " is a day such as 2026-11-23");
    }
  }
}
