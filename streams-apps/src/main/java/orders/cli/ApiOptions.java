package orders.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command needs that talks to a running system.
final class ApiOptions {

  @Option(names = "--url", description = "of the API (ORDERS_URL; http://127.0.0.1:8480)")
  private Optional<String> url = Optional.empty();

  @Mixin private OutputOption output = new OutputOption();

  ApiClient client() {
    return new ApiClient(
        url.or(() -> Optional.ofNullable(System.getenv("ORDERS_URL")))
            .orElse("http://127.0.0.1:8480"));
  }

  boolean json() {
    return output.json();
  }

  /// Prints a row, or a list of rows.
  void print(JsonNode body) {
    output.print(body);
  }
}
