package orders.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What every command needs that talks to a running system.
final class ApiOptions {

  enum Output {
    TABLE,
    JSON
  }

  @Option(names = "--url", description = "of the API (ORDERS_URL; http://127.0.0.1:8480)")
  private Optional<String> url = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      description = "table or json")
  private Output output = Output.TABLE;

  ApiClient client() {
    return new ApiClient(
        url.or(() -> Optional.ofNullable(System.getenv("ORDERS_URL")))
            .orElse("http://127.0.0.1:8480"));
  }

  boolean json() {
    return output == Output.JSON;
  }

  /// Prints a row, or a list of rows.
  void print(JsonNode body) {
    if (output == Output.JSON) {
      try {
        System.out.println(
            ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body));
      } catch (JsonProcessingException e) {
        throw new Failure(ExitCodes.FAILED, "cannot print the answer", "");
      }
    } else {
      System.out.print(Table.of(body));
    }
  }
}
