package orders.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Places an order, looks at it, cancels it, returns it.
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Place, show, cancel and return orders, and list what happened to one.")
final class OrderCommands {

  @Command(mixinStandardHelpOptions = true, description = "Place an order.")
  int place(
      @Mixin ApiOptions api,
      @Option(names = "--customer", required = true, description = "customer id") String customer,
      @Option(names = "--line", required = true, description = "SKU=QUANTITY, once for each line")
          List<String> lines,
      @Option(names = "--currency", defaultValue = "EUR") String currency,
      @Option(names = "--name", defaultValue = "A. Customer") String name,
      @Option(names = "--email", defaultValue = "customer@example.org") String email,
      @Option(names = "--address", defaultValue = "1 Example Street") String address,
      @Option(names = "--payment-token", defaultValue = "tok-approve") String paymentToken,
      @Option(names = "--key", description = "idempotency key; a new one by default")
          Optional<String> key,
      @Option(names = "--wait", description = "until: reserved, paid, shipped, delivered")
          Optional<String> wait) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("customerId", customer);
    body.put("lines", lines(lines));
    body.put("currency", currency);
    body.put("contact", Map.of("name", name, "email", email, "address", address));
    body.put("paymentToken", paymentToken);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", key.orElseGet(() -> UUID.randomUUID().toString()));
    wait.ifPresent(stage -> headers.put("Prefer", "wait=30; until=" + stage));
    api.print(api.client().post("/v1/orders", body, headers).body());
    return ExitCodes.OK;
  }

  @Command(mixinStandardHelpOptions = true, description = "Show an order.")
  int show(@Mixin ApiOptions api, @Parameters(paramLabel = "ORDER-ID") String id) {
    api.print(api.client().get("/v1/orders/" + id).body());
    return ExitCodes.OK;
  }

  @Command(mixinStandardHelpOptions = true, description = "List what happened to an order.")
  int events(@Mixin ApiOptions api, @Parameters(paramLabel = "ORDER-ID") String id) {
    api.print(api.client().get("/v1/orders/" + id + "/events").body());
    return ExitCodes.OK;
  }

  @Command(mixinStandardHelpOptions = true, description = "Cancel an order.")
  int cancel(
      @Mixin ApiOptions api,
      @Parameters(paramLabel = "ORDER-ID") String id,
      @Option(names = "--reason", defaultValue = "") String reason) {
    return change(api, id, "cancel", Map.of("reason", reason));
  }

  @Command(name = "return", mixinStandardHelpOptions = true, description = "Return an order.")
  int returned(
      @Mixin ApiOptions api,
      @Parameters(paramLabel = "ORDER-ID") String id,
      @Option(names = "--line", description = "SKU=QUANTITY; everything by default")
          Optional<List<String>> lines) {
    return change(api, id, "return", Map.of("items", lines(lines.orElse(List.of()))));
  }

  private static int change(ApiOptions api, String id, String verb, Map<String, ?> body) {
    ApiClient client = api.client();
    String version =
        client.get("/v1/orders/" + id).response().headers().firstValue("ETag").orElseThrow();
    Map<String, String> headers =
        Map.of("Idempotency-Key", UUID.randomUUID().toString(), "If-Match", version);
    api.print(client.post("/v1/orders/" + id + "/" + verb, body, headers).body());
    return ExitCodes.OK;
  }

  private static List<Map<String, Object>> lines(List<String> texts) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String text : texts) {
      int split = text.lastIndexOf('=');
      if (split < 1 || !text.substring(split + 1).matches("\\d{1,5}")) {
        throw new Failure(ExitCodes.USAGE, "a line is SKU=QUANTITY, such as pen=2", "");
      }
      lines.add(
          Map.of(
              "sku",
              text.substring(0, split),
              "quantity",
              Integer.parseInt(text.substring(split + 1))));
    }
    return lines;
  }
}
