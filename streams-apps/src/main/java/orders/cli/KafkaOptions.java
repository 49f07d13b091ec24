package orders.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orders.app.Settings;
import picocli.CommandLine.Option;

/// What every command needs that talks to Kafka. A flag comes before the environment.
public final class KafkaOptions {

  @Option(
      names = {"-b", "--bootstrap"},
      description = "Kafka, host:port (ORDERS_KAFKA_BOOTSTRAP; localhost:9092)")
  private Optional<String> bootstrap = Optional.empty();

  @Option(
      names = "--config-file",
      description = "client.properties for every Kafka client, taken as it is")
  private Optional<String> configFile = Optional.empty();

  @Option(
      names = "--app-config-dir",
      description = "folder with APP.properties for each app, over --config-file")
  private Optional<String> appConfigDir = Optional.empty();

  /// The settings, with further flags of the command.
  public Settings settings(Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(more);
    bootstrap.ifPresent(value -> flags.put("kafka.bootstrap", value));
    configFile.ifPresent(value -> flags.put("config.file", value));
    appConfigDir.ifPresent(value -> flags.put("app.config.dir", value));
    return Settings.read(System.getenv(), flags);
  }
}
