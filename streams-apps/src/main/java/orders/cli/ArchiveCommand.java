package orders.cli;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import orders.app.Settings;
import orders.archive.Archive;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.ArchiveVerification;
import orders.contract.Apps;
import orders.contract.Dialect;
import orders.registry.SchemaRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the events into files outside of the cluster.
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = {
      "Write the events, and the schemas they need, into files outside of the cluster.",
      "Again with the same place, what has been added since. --verify reads the files instead."
    })
final class ArchiveCommand implements Callable<Integer> {

  private static final long MEBIBYTE = 1024L * 1024;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "a folder, or s3://bucket/prefix")
  private String location = "";

  @Option(names = "--verify", description = "read all files, and compare them with their hashes")
  private boolean verify;

  @Option(names = "--s3-endpoint", description = "of a service that speaks S3, not Amazon's own")
  private Optional<URI> endpoint = Optional.empty();

  @Option(
      names = "--file-mib",
      description = "of a file before compression, at most (${DEFAULT-VALUE})",
      defaultValue = "64")
  private int fileMebibytes = 64;

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    try (ArchiveFiles files = ArchiveLocation.open(location, endpoint)) {
      if (verify) {
        withRegistry(
            settings,
            registry -> new ArchiveVerification(files, registry).run(ArchiveCommand::print));
        return ExitCodes.OK;
      }
      if (fileMebibytes < 1 || fileMebibytes > 1024) {
        throw new Failure(ExitCodes.USAGE, "--file-mib is 1 to 1024", "");
      }
      new Archive(settings.kafka().of(Apps.ARCHIVE), files, fileMebibytes * MEBIBYTE)
          .run(ArchiveCommand::print);
      if (!(settings.registry() instanceof SchemaRegistry.Topic)) {
        System.err.println(
            "! the schemas are not in it: they are in the registry, which a restore needs as well");
      }
      return ExitCodes.OK;
    } catch (IllegalStateException e) {
      throw new Failure(ExitCodes.CONFLICT, String.valueOf(e.getMessage()), "");
    }
  }

  /// Does something with the registry that has the values' schemas, if it is not the cluster's own
  /// topic, which is archived.
  static void withRegistry(Settings settings, Consumer<Optional<Dialect<?>>> work) {
    if (settings.registry() instanceof SchemaRegistry.Topic) {
      work.accept(Optional.empty());
      return;
    }
    try (var registry = settings.registry().reach(settings.kafka())) {
      work.accept(Optional.of(registry.dialect()));
    }
  }

  static void print(Archive.Part part) {
    System.out.printf(
        "✓ %-16s %3d  %,d records in %,d files%s  head %s%n",
        part.topic(),
        part.partition(),
        part.records(),
        part.files(),
        part.added() == 0 ? "" : String.format(", %,d new", part.added()),
        part.head());
  }
}
