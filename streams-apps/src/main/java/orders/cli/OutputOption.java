package orders.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/// How a command prints rows.
final class OutputOption {

  enum Output {
    TABLE,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      description = "table or json")
  private Output output = Output.TABLE;

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
