package orders.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.contract.Apps;
import orders.dlq.Handled;
import orders.dlq.Lane;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import orders.dlq.Settling;
import orders.kafka.KafkaConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts dead letters back where they came from.
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Put the record of a dead letter back where it came from, as it was; each letter once.",
      "A second retry of the same letter does nothing."
    })
final class DlqRetryCommand implements Callable<Integer> {

  /// Letters that go back at a time.
  private static final int LETTERS_MAX = 1_000;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "as ls shows it")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--lane", description = "instead of ids: all open letters of a lane")
  private Optional<String> lane = Optional.empty();

  @Override
  public Integer call() {
    if (ids.isEmpty() == lane.isEmpty()) {
      throw new Failure(ExitCodes.USAGE, "retry which letters?", "orders dlq retry ID, or --lane");
    }
    KafkaConnection own = kafka.settings(Map.of()).kafka().of(Apps.DLQ);
    var box = new LetterBox(own);
    List<Letter> named = ids.stream().map(id -> DlqShowCommand.find(box, id)).toList();
    try (var settling = new Settling(own)) {
      var round = new Round(settling);
      named.forEach(round::take);
      lane.ifPresent(name -> takeOpen(box, name, round));
      return round.worst;
    }
  }

  private static void takeOpen(LetterBox box, String name, Round round) {
    Map<String, Handled> handled = box.handled();
    for (Lane one : DlqLsCommand.lanes(Optional.of(name))) {
      box.read(
          one,
          letter -> {
            if (!handled.containsKey(letter.id())) {
              round.take(letter);
            }
          });
    }
  }

  /// Letters go back as they are read: one may have megabytes, and a lane thousands of them.
  private static final class Round {
    private final Settling settling;
    private int taken;
    private int worst = ExitCodes.OK;

    Round(Settling settling) {
      this.settling = settling;
    }

    void take(Letter letter) {
      if (taken < LETTERS_MAX) {
        taken++;
        worst = Math.max(worst, retry(settling, letter));
      }
    }
  }

  private static int retry(Settling settling, Letter letter) {
    if (letter.leftBehind()) {
      System.err.println("✗ " + letter.id() + " is too large to go back: " + letter.origin());
      return ExitCodes.CONFLICT;
    }
    Optional<Handled> before = settling.retry(letter);
    if (before.isEmpty()) {
      System.err.println("✓ " + letter.id() + " went back to " + letter.lane().source());
      return ExitCodes.OK;
    }
    Handled done = before.get();
    System.err.printf(
        "%s %s was %s at %s; nothing done%n",
        done.action() == Handled.Action.RETRIED ? "✓" : "✗",
        letter.id(),
        done.action().name().toLowerCase(java.util.Locale.ROOT),
        done.at());
    return done.action() == Handled.Action.RETRIED ? ExitCodes.OK : ExitCodes.CONFLICT;
  }
}
