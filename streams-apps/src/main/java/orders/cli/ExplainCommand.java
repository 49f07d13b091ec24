package orders.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says which event set which field of a row.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say which event set which field of a row, and where it stands in the log.",
      "With --at or --at-version, of the row as it was."
    })
final class ExplainCommand implements Callable<Integer> {

  /// Pages of a hundred events that are fetched.
  private static final int PAGES_MAX = 500;

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  enum Kind {
    ORDER,
    INVOICE,
    SHIPMENT,
    STOCK,
    MOVEMENT,
    ACCOUNT,
    REVENUE
  }

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(index = "0", description = "${COMPLETION-CANDIDATES}")
  private Kind kind = Kind.ORDER;

  @Parameters(
      index = "1",
      description =
          "order id (order, invoice, shipment), SKU (stock), SKU/VERSION (movement), customer"
              + " (account) or day (revenue)")
  private String id = "";

  @Option(
      names = "--currency",
      description = "of an account or a day (${DEFAULT-VALUE})",
      defaultValue = "EUR")
  private String currency = "EUR";

  @Option(names = "--at", description = "as of this time, such as 2026-11-23T12:00:00Z")
  private Optional<String> at = Optional.empty();

  @Option(names = "--at-version", description = "as of this version of the row")
  private Optional<Integer> version = Optional.empty();

  @Override
  public Integer call() {
    ApiClient client = api.client();
    JsonNode row = ApiClient.JSON.createObjectNode();
    ArrayNode items = ApiClient.JSON.createArrayNode();
    Optional<String> next = Optional.of(path());
    for (int page = 0; next.isPresent() && page < PAGES_MAX; page++) {
      ApiClient.Reply reply = client.get(next.get());
      row = reply.body().path("row");
      reply.body().path("items").forEach(items::add);
      next = reply.response().headers().firstValue("Link").flatMap(ExplainCommand::next);
    }
    if (api.json()) {
      ObjectNode all = ApiClient.JSON.createObjectNode();
      all.set("row", row);
      all.set("items", items);
      api.print(all);
    } else {
      items.forEach(ExplainCommand::print);
    }
    return ExitCodes.OK;
  }

  private String path() {
    String name = encoded(id);
    String own =
        switch (kind) {
          case ORDER -> "/v1/orders/" + name + "/why";
          case INVOICE -> "/v1/invoices/" + name + "/why";
          case SHIPMENT -> "/v1/shipments/" + name + "/why";
          case STOCK -> "/v1/stock/" + name + "/why";
          case MOVEMENT -> "/v1/stock/" + id.replace("/", "/movements/") + "/why";
          case ACCOUNT -> "/v1/customers/" + name + "/account/why";
          case REVENUE -> "/v1/revenue/" + name + "/" + encoded(currency) + "/why";
        };
    List<String> query = new ArrayList<>(List.of("limit=100"));
    if (kind == Kind.ACCOUNT) {
      query.add("currency=" + encoded(currency));
    }
    at.ifPresent(time -> query.add("at=" + encoded(time)));
    version.ifPresent(number -> query.add("version=" + number));
    return own + "?" + String.join("&", query);
  }

  private static Optional<String> next(String link) {
    Matcher next = NEXT.matcher(link);
    return next.find() ? Optional.of(next.group(1)) : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void print(JsonNode item) {
    System.out.printf(
        "%s  %-20s v%-3d %s-%d@%d%n",
        item.path("at").asText(),
        item.path("type").asText(),
        item.path("version").asLong(),
        item.path("topic").asText(),
        item.path("partition").asInt(),
        item.path("offset").asLong());
    item.path("sets")
        .properties()
        .forEach(field -> System.out.printf("    %s = %s%n", field.getKey(), field.getValue()));
  }
}
