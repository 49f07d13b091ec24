package orders.local.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// AWS on this machine, as far as Terraform applies anything to it.
final class Emulator implements AutoCloseable {

  private static final Path PROGRAM = Path.of("terraform/tests/emulator/emulator.py");
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PYTHON_SECONDS_MAX = 300;

  private final Process process;
  private final String aws;
  private final String kafka;

  private Emulator(Process process, JsonNode addresses) {
    this.process = process;
    this.aws = addresses.path("aws").asText();
    this.kafka = addresses.path("kafka").asText();
  }

  /// Where moto is missing, the test is skipped and says so.
  ///
  /// @param bootstrap what its Kafka clusters say their brokers' address is
  static Emulator start(String bootstrap, Path log) throws IOException, InterruptedException {
    Terraform.need(installed(), "moto is not installed: pip install 'moto[server,all]'");
    var command =
        new ProcessBuilder(
                "python3", Terraform.CHECKOUT.resolve(PROGRAM).toString(), "--bootstrap", bootstrap)
            .redirectError(log.toFile());
    command.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = command.start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null) {
      throw new IllegalStateException("the emulator ended; see " + log);
    }
    return new Emulator(process, JSON.readTree(line));
  }

  /// The variable of Terraform that it is given with.
  String variable() {
    return "-var=emulator={aws=\"%s\",kafka=\"%s\"}".formatted(aws, kafka);
  }

  /// Where it answers for everything but Kafka.
  String aws() {
    return aws;
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static boolean installed() throws IOException, InterruptedException {
    if (!Terraform.onPath("python3")) {
      return false;
    }
    List<String> command = List.of("python3", "-c", "import moto.server, flask, cfnlint");
    Process python =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return python.waitFor(PYTHON_SECONDS_MAX, TimeUnit.SECONDS) && python.exitValue() == 0;
  }
}
