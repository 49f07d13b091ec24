package orders.cli;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.app.AggregateGroup;
import orders.app.Settings;
import orders.archive.Actors;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.Restore;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.kafka.KafkaConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Fills an empty cluster from an archive.
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Fill the topics of an empty cluster from an archive, and rebuild the aggregates' stores.",
      "Create the topics first (orders topics apply); start the services afterwards."
    })
final class RestoreCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "a folder, or s3://bucket/prefix")
  private String location = "";

  @Option(names = "--resume", description = "go on with a restore that was interrupted")
  private boolean resume;

  @Option(
      names = "--offer-since",
      description =
          "have policies act again on events since that time, for orders that were under way")
  private Optional<String> offerSince = Optional.empty();

  @Option(names = "--s3-endpoint", description = "of a service that speaks S3, not Amazon's own")
  private Optional<URI> endpoint = Optional.empty();

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    Optional<Instant> since = offerSince.map(RestoreCommand::instant);
    try (ArchiveFiles files = ArchiveLocation.open(location, endpoint)) {
      KafkaConnection own = settings.kafka().of(Apps.RESTORE);
      ArchiveCommand.withRegistry(
          settings,
          registry -> new Restore(own, files, registry).run(resume, ArchiveCommand::print));
      try (var registry = settings.registry().open(settings.kafka())) {
        for (AggregateGroup group : AggregateGroup.all(registry.codecs(), settings.stores())) {
          RepairedAggregate.repair(settings, group);
        }
        since.ifPresent(time -> offer(own, time, registry.codecs()));
      }
      return ExitCodes.OK;
    } catch (IllegalStateException e) {
      throw new Failure(ExitCodes.CONFLICT, String.valueOf(e.getMessage()), "");
    }
  }

  /// Has those who act on events look again at what happened since a time: their commands have the
  /// ids that they had, so that what was done is not done again, and what was not is. A payment is
  /// asked for under the id that it had; that helps as long as the provider remembers it.
  private static void offer(KafkaConnection own, Instant since, Codecs codecs) {
    try (var actors = new Actors(own)) {
      int moved = 0;
      for (String service : Actors.all()) {
        moved += actors.move(service, new Actors.To.Since(since), codecs.marks());
      }
      System.err.printf("✓ %d positions moved to events since %s%n", moved, since);
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Failure(
          ExitCodes.USAGE, "--offer-since is a time such as 2026-11-23T12:00:00Z", "");
    }
  }
}
