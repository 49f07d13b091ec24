package orders.cli;

import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.app.AggregateGroup;
import orders.app.Settings;
import orders.app.ViewGroup;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.TopicAdmin;
import orders.replay.Replay;
import orders.replay.ReplayState;
import orders.replay.Replays;
import orders.replay.VersionedTopics;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Rebuilds a view from the log.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuild a view from the log beside the one that readers see, compare the two, and move the"
          + " readers there.",
      "Without --accept, rows that differ end the replay and readers stay where they are."
    })
final class ReplayCommand implements Callable<Integer> {

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(
      description =
          "orders, billing, inventory or shipping; order-aggregate or stock-aggregate with"
              + " --repair")
  private String view = "";

  @Mixin private ReplayLooks looks = new ReplayLooks();

  @Option(
      names = "--in-place",
      description =
          "mend the rows that readers see where they lie; the view stands still meanwhile")
  private boolean inPlace;

  @Option(names = "--blue-green", description = "beside the rows that readers see: the usual way")
  private boolean blueGreen;

  @Option(names = "--yes", description = "do not ask before --in-place")
  private boolean yes;

  @Option(names = "--accept", description = "move readers although rows differ")
  private boolean accept;

  @Option(names = "--cancel", description = "stop the replay that runs, wherever it runs")
  private boolean cancel;

  @Option(
      names = "--rollback",
      description = "move readers back to this version, which is still fed")
  private Optional<Integer> rollback = Optional.empty();

  @Option(names = "--retire", description = "stop to feed this version and delete its rows")
  private Optional<Integer> retire = Optional.empty();

  @Option(
      names = "--repair",
      description = "rebuild an aggregate's stores from its events; no command is run again")
  private boolean repair;

  @Option(
      names = "--fold-threads",
      description = "partitions folded at a time, with their rows on the heap (${DEFAULT-VALUE})",
      defaultValue = "4")
  private int threads = 4;

  @Option(
      names = "--patience",
      description = "seconds that live projections may take to catch up",
      defaultValue = "120")
  private int patience = 120;

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    try (var registry = settings.registry().open(settings.kafka());
        Admin admin = Admin.create(ClientProperties.admin(own(settings), "orders-topics"));
        var replays =
            new Replays(
                own(settings), settings.partitions(), names -> create(settings, admin, names))) {
      Codecs codecs = registry.codecs();
      Optional<AggregateGroup> aggregate = RepairedAggregate.find(settings, codecs, view);
      if (repair || aggregate.isPresent()) {
        return repair(settings, aggregate, RepairedAggregate.names(settings, codecs));
      }
      ViewGroup group = ViewOption.groups(codecs, Optional.of(view)).getFirst();
      if (looks.wanted()) {
        var seen = group.target().host().version(replays.versions(view).active());
        return looks.show(
            settings, group.target(), seen, () -> replays.estimate(group.target(), threads));
      }
      if (rollback.isPresent()) {
        replays.activate(group.target(), rollback.get());
        System.err.println("✓ readers of " + view + " see v" + rollback.get());
        return ExitCodes.OK;
      }
      if (retire.isPresent()) {
        replays.retire(group.target(), retire.get());
        System.err.println("✓ v" + retire.get() + " of " + view + " is gone");
        return ExitCodes.OK;
      }
      if (cancel) {
        System.err.printf(
            "✓ %d replays of %s were asked to stop%n", replays.cancel(group.target()), view);
        return ExitCodes.OK;
      }
      return run(replays, group);
    } catch (IllegalStateException e) {
      throw new Failure(
          ExitCodes.FAILED,
          String.valueOf(e.getMessage()),
          repair ? "" : "only a version that is fed can be read or retired");
    }
  }

  private static KafkaConnection own(Settings settings) {
    return settings.kafka().of(Apps.REPLAY);
  }

  private int repair(Settings settings, Optional<AggregateGroup> aggregate, String names) {
    if (!repair) {
      throw new Failure(
          ExitCodes.USAGE, view + " is never replayed by its commands", "--repair rebuilds it");
    }
    RepairedAggregate.repair(
        settings,
        aggregate.orElseThrow(
            () -> new Failure(ExitCodes.USAGE, "--repair is for aggregates", "one of " + names)));
    return ExitCodes.OK;
  }

  private int run(Replays replays, ViewGroup group) {
    if (inPlace) {
      confirm();
    }
    var choices = new Replay.Choices(accept, threads, Duration.ofSeconds(patience));
    var bar = new ProgressBar();
    ReplayState end =
        inPlace
            ? replays.mend(group.target(), choices, bar::show)
            : replays.run(group.target(), choices, bar::show);
    bar.end();
    end.differences().forEach(Differences::print);
    System.err.printf(
        "%s %s v%d: %s, %,d events at %,d/s%s%n",
        end.state() == ReplayState.State.COMPLETED ? "✓" : "✗",
        end.view(),
        end.version(),
        end.state(),
        end.events(),
        end.eventsPerSecond(),
        end.detail().isEmpty() ? "" : " (" + end.detail() + ")");
    return end.state() == ReplayState.State.COMPLETED ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void confirm() {
    if (blueGreen) {
      throw new Failure(ExitCodes.USAGE, "--in-place and --blue-green are two ways", "choose one");
    }
    if (yes) {
      return;
    }
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCodes.USAGE, "--in-place has " + view + " stand still", "add --yes"));
    if (!"y".equals(console.readLine("%s stands still meanwhile; go on? [y/N] ", view))) {
      throw new Failure(ExitCodes.INTERRUPTED, "nothing was done", "");
    }
  }

  private static void create(Settings settings, Admin admin, List<String> names) {
    new TopicAdmin(
            admin, VersionedTopics.named(names), settings.partitions(), settings.durability())
        .create();
  }
}
