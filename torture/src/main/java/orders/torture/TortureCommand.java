package orders.torture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.cli.Main;
import orders.local.Directories;
import orders.torture.fault.Fault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Breaks a system of its own on this machine, and judges whether it kept what it promised.
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Break a system of its own on this machine, and judge whether it kept what it promised.",
      "Three brokers, two instances and many clients; what happens follows from the seed."
    })
public final class TortureCommand implements Callable<Integer>, Main.Extra {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--seed", description = "of everything that is drawn (a new one)")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--minutes",
      description = "of faults, at least; each has a turn",
      defaultValue = "10")
  private double minutes = 10;

  @Option(
      names = "--storm",
      description = "seconds of faults without waiting, after that",
      defaultValue = "30")
  private int stormSeconds = 30;

  @Option(
      names = "--faults",
      split = ",",
      description = "by name, or all; names lists them",
      defaultValue = "all")
  private List<String> faults = List.of("all");

  @Option(names = "--clients", description = "that shop at a time", defaultValue = "12")
  private int clients = 12;

  @Option(names = "--readers", description = "that read all the time", defaultValue = "2")
  private int readers = 2;

  @Option(names = "--partitions", description = "of each keyed topic", defaultValue = "2")
  private int partitions = 2;

  @Option(
      names = "--directory",
      description = "for data and evidence; new or empty (a temporary one)")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--shared",
      description = "use this machine's network even where root could have one of its own")
  private boolean shared;

  @Option(names = "--keep", description = "the evidence even when everything holds")
  private boolean keep;

  @Option(names = "--ledger", description = "a file that gets a line of JSON about the run")
  private Optional<Path> ledger = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (faults.contains("names")) {
      Fault.all().forEach(f -> System.out.println("%-18s %s".formatted(f.word(), f.meaning())));
      return ExitCodes.OK;
    }
    if (!shared) {
      OptionalInt code =
          Apart.run(
              Objects.requireNonNull(spec).root().commandLine().getParseResult().originalArgs());
      if (code.isPresent()) {
        return code.getAsInt();
      }
    }
    return run();
  }

  private int run() throws IOException {
    var plan =
        new Plan(
            seed.orElseGet(() -> System.nanoTime() & Integer.MAX_VALUE),
            Duration.ofSeconds((long) (minutes * 60)),
            Duration.ofSeconds(stormSeconds),
            chosen(),
            clients,
            readers,
            partitions,
            evidence(),
            Apart.is());
    String revision = revision();
    Optional<LedgerOfRuns> runs = ledger.map(file -> LedgerOfRuns.open(file, revision));
    say("seed " + plan.seed() + ", revision " + revision + ", evidence in " + plan.directory());
    Outcome outcome = outcome(plan, runs);
    System.out.println(Report.of(outcome, revision));
    runs.ifPresent(each -> each.add(outcome));
    if (outcome.holds() && !keep) {
      Directories.delete(plan.directory());
    } else {
      System.out.println("evidence  " + plan.directory());
    }
    return outcome.holds() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static Outcome outcome(Plan plan, Optional<LedgerOfRuns> runs) {
    try {
      return Torture.run(plan, TortureCommand::say);
    } catch (RuntimeException | Error e) {
      System.out.println("evidence  " + plan.directory());
      runs.ifPresent(each -> each.add(plan, e));
      throw e;
    }
  }

  private List<Fault> chosen() {
    if (faults.contains("all")) {
      return Fault.all();
    }
    return faults.stream()
        .map(
            word ->
                Fault.of(word)
                    .orElseThrow(
                        () ->
                            new Failure(
                                ExitCodes.USAGE,
                                "no fault is called " + word,
                                "they are " + String.join(", ", Fault.words()))))
        .toList();
  }

  private Path evidence() throws IOException {
    if (directory.isEmpty()) {
      return Files.createTempDirectory("orders-torture");
    }
    Path made = Files.createDirectories(directory.get()).toAbsolutePath();
    try (Stream<Path> inside = Files.list(made)) {
      if (inside.findAny().isPresent()) {
        throw new Failure(
            ExitCodes.BAD_CONFIGURATION, made + " is not empty", "choose a new --directory");
      }
    }
    return made;
  }

  /// Of the checkout that this was built from, where there is one.
  private static String revision() {
    String home = System.getProperty("orders.home", ".");
    try {
      Process git =
          new ProcessBuilder("git", "-C", home, "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream out = git.getInputStream()) {
        String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "unknown" : text;
      }
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static void say(String text) {
    System.err.println("  " + text);
  }
}
