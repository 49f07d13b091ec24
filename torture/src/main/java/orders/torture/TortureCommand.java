package orders.torture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orders.cli.ExitCodes;
import orders.cli.Failure;
import orders.cli.Main;
import orders.local.Directories;
import orders.torture.fault.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Breaks a system of its own on this machine, and judges whether it kept what it promised.
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description = {
      "Break a system of its own on this machine, and judge whether it kept what it promised.",
      "Three brokers, two instances and many clients; what happens follows from the seed."
    })
public final class TortureCommand implements Callable<Integer>, Main.Extra {

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

  @Option(names = "--clients", description = "that shop at a time", defaultValue = "16")
  private int clients = 16;

  @Option(names = "--partitions", description = "of each keyed topic", defaultValue = "4")
  private int partitions = 4;

  @Option(
      names = "--directory",
      description = "for data and evidence; new or empty (a temporary one)")
  private Optional<Path> directory = Optional.empty();

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
    var plan =
        new Plan(
            seed.orElseGet(() -> System.nanoTime() & Integer.MAX_VALUE),
            Duration.ofSeconds((long) (minutes * 60)),
            Duration.ofSeconds(stormSeconds),
            chosen(),
            clients,
            partitions,
            evidence());
    String revision = revision();
    say("seed " + plan.seed() + ", revision " + revision + ", evidence in " + plan.directory());
    Outcome outcome = Torture.run(plan, TortureCommand::say);
    System.out.println(Report.of(outcome, revision));
    ledger.ifPresent(file -> LedgerOfRuns.add(file, outcome, revision));
    if (outcome.holds() && !keep) {
      Directories.delete(plan.directory());
    } else {
      System.out.println("evidence  " + plan.directory());
    }
    return outcome.holds() ? ExitCodes.OK : ExitCodes.FAILED;
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
