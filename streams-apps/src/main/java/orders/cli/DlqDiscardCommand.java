package orders.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.contract.Apps;
import orders.dlq.Handled;
import orders.dlq.Letter;
import orders.dlq.LetterBox;
import orders.dlq.Settling;
import orders.kafka.KafkaConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says that nothing is to be done about a dead letter.
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description = "Say that nothing is to be done about a dead letter. It stays where it is.")
final class DlqDiscardCommand implements Callable<Integer> {

  private static final int REASON_CHARS_MAX = 500;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "ID", description = "as ls shows it")
  private String id = "";

  @Option(names = "--reason", required = true, description = "why, for whoever asks")
  private String reason = "";

  @Override
  public Integer call() {
    if (reason.isBlank() || reason.length() > REASON_CHARS_MAX) {
      throw new Failure(ExitCodes.USAGE, "--reason has 1 to " + REASON_CHARS_MAX + " letters", "");
    }
    KafkaConnection own = kafka.settings(Map.of()).kafka().of(Apps.DLQ);
    Letter letter = DlqShowCommand.find(new LetterBox(own), id);
    try (var settling = new Settling(own)) {
      Optional<Handled> before = settling.discard(letter, reason);
      before.ifPresent(
          done -> {
            throw new Failure(
                ExitCodes.CONFLICT,
                "%s was %s at %s"
                    .formatted(id, done.action().name().toLowerCase(Locale.ROOT), done.at()),
                "");
          });
      System.err.println("✓ " + id + " is discarded");
      return ExitCodes.OK;
    }
  }
}
