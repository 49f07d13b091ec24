package orders.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows rows: orders, invoices, stock, shipments.
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Show orders, invoices, stock or shipments: all of them, or one by its id.")
final class GetCommand implements Callable<Integer> {

  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  enum Kind {
    ORDERS,
    INVOICES,
    STOCK,
    SHIPMENTS
  }

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(index = "0", description = "orders, invoices, stock or shipments")
  private Kind kind = Kind.ORDERS;

  @Parameters(index = "1", arity = "0..1", description = "order id or SKU; a customer for invoices")
  private Optional<String> id = Optional.empty();

  @Option(names = "--status", description = "of orders")
  private Optional<String> status = Optional.empty();

  @Option(names = "--watch", description = "again every second, until Ctrl-C")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient client = api.client();
    do {
      api.print(client.get(path()).body());
      if (watch) {
        Thread.sleep(WATCH_EVERY);
      }
    } while (watch);
    return ExitCodes.OK;
  }

  private String path() {
    return switch (kind) {
      case ORDERS ->
          id.map(one -> "/v1/orders/" + one)
              .orElse("/v1/orders" + status.map(s -> "?status=" + s).orElse(""));
      case INVOICES ->
          id.map(
                  one ->
                      one.matches("[0-9a-f-]{36}")
                          ? "/v1/invoices/" + one
                          : "/v1/customers/" + one + "/invoices")
              .orElseThrow(
                  () ->
                      new Failure(
                          ExitCodes.USAGE,
                          "invoices of whom?",
                          "orders get invoices ORDER-ID or CUSTOMER-ID"));
      case STOCK -> "/v1/stock" + id.map(sku -> "/" + sku).orElse("");
      case SHIPMENTS -> "/v1/shipments" + id.map(one -> "/" + one).orElse("");
    };
  }
}
