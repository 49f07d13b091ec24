package orders.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.archive.Actors;
import orders.contract.Apps;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where a service that acts on events goes on, and moving it.
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = {
      "Show where a service that acts on events goes on, or say where.",
      "It must not run meanwhile. What it acts on again has the ids that it had; a payment is asked"
          + " for again under its id, which helps as long as the provider remembers that. Kafka's"
          + " own tool moves the group alone, and what was acted on is passed over then."
    })
final class GroupCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "order-service, inventory-service, billing-service, shipping-service")
  private String service = "";

  @ArgGroup private @Nullable Place place;

  /// One of three, called as Kafka's own tool calls them.
  static final class Place {
    @Option(
        names = "--to-latest",
        description = "behind the events that are there: none is acted on")
    private boolean latest;

    @Option(names = "--to-earliest", description = "at the first event: all are acted on")
    private boolean earliest;

    @Option(names = "--to-datetime", description = "at the first event since this time")
    private Optional<String> since = Optional.empty();

    Actors.To to() {
      if (latest) {
        return new Actors.To.Latest();
      }
      return earliest ? new Actors.To.Earliest() : since(since.orElseThrow());
    }

    private static Actors.To since(String text) {
      try {
        return new Actors.To.Since(Instant.parse(text));
      } catch (DateTimeParseException e) {
        throw new Failure(
            ExitCodes.USAGE, text + " is no time", "a time such as 2026-11-23T12:00:00Z");
      }
    }
  }

  @Override
  public Integer call() {
    if (!Actors.all().contains(service)) {
      throw new Failure(
          ExitCodes.USAGE,
          service + " acts on no events",
          "one of " + String.join(", ", Actors.all()));
    }
    Settings settings = kafka.settings(Map.of());
    try (var actors = new Actors(settings.kafka().of(Apps.RESTORE))) {
      if (place != null) {
        Actors.To to = place.to();
        try (var registry = settings.registry().open(settings.kafka())) {
          int moved = actors.move(service, to, registry.codecs().marks());
          System.err.printf("✓ %s goes on there in %d partitions%n", service, moved);
        }
      }
      actors
          .places(service)
          .forEach(
              (partition, at) ->
                  System.out.printf(
                      "%-20s %s%n", partition, at.map(String::valueOf).orElse("no place")));
      return ExitCodes.OK;
    } catch (IllegalStateException e) {
      throw new Failure(ExitCodes.CONFLICT, String.valueOf(e.getMessage()), "");
    }
  }
}
