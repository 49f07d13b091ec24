package orders.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import orders.app.OurTopics;
import orders.app.Settings;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import orders.kafka.HangingTransactions;
import orders.kafka.HangingTransactions.Found;
import orders.kafka.HangingTransactions.Hanging;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Finds transactions that nobody will ever end, and ends them.
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    description = {
      "List transactions that hang on topics of ours and on places of groups: open there, and done"
          + " with for their coordinator.",
      "Readers of committed records stand still before them, and a group whose place is in one"
          + " cannot go on. It takes the right to read those topics and to describe transactional"
          + " ids; to end any, that to alter the cluster.",
      "Ends with 4 when some are left."
    })
final class TransactionsCommand implements Callable<Integer> {

  private static final String SILENT_S = "60";
  private static final int UNSEEN_MAX = 20;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--abort",
      description =
          "end those on places of groups and on rows of views: what was in them is done again, and"
              + " what is found done is passed over")
  private boolean abort;

  @Option(
      names = "--abort-records",
      description =
          "end the others, too: the rest of such a transaction may be committed, so that events,"
              + " commands or state are lost. Look at the outcomes first; replay --repair makes an"
              + " aggregate's state what its events say")
  private boolean abortRecords;

  @Option(
      names = "--silent",
      description =
          "seconds since its last record, more than a transaction lasts (${DEFAULT-VALUE}; ours"
              + " last 20 at most)",
      defaultValue = SILENT_S)
  private int silent = Integer.parseInt(SILENT_S);

  @Override
  public Integer call() {
    if (silent < 0) {
      throw new Failure(ExitCodes.USAGE, "--silent is not negative", "");
    }
    Settings settings = kafka.settings(Map.of());
    try (Admin admin =
        Admin.create(ClientProperties.admin(settings.kafka(), "orders-transactions"))) {
      var transactions = new HangingTransactions(admin);
      Found found = transactions.find(OurTopics::is, Instant.now(), Duration.ofSeconds(silent));
      found.hanging().forEach(TransactionsCommand::print);
      List<Hanging> left = new ArrayList<>();
      for (Hanging one : found.hanging()) {
        if (!(toEnd(one) && ends(transactions, one))) {
          left.add(one);
        }
      }
      return end(found, left);
    }
  }

  private int end(Found found, List<Hanging> left) {
    if (!left.isEmpty()) {
      throw new Failure(
          ExitCodes.CONFLICT,
          left.size() + " transactions hang",
          left.stream().anyMatch(one -> !harmless(one))
              ? "--abort-records ends all of them; read what --help says of it"
              : "--abort ends them");
    }
    if (!found.unseen().isEmpty()) {
      throw new Failure(
          ExitCodes.DENIED,
          "could not look into all: "
              + found.unseen().stream().limit(UNSEEN_MAX).toList()
              + (found.unseen().size() > UNSEEN_MAX ? " and others" : ""),
          "it takes brokers that answer, and the right to read these topics");
    }
    System.err.printf("✓ nothing hangs in %d topics%n", found.looked());
    return ExitCodes.OK;
  }

  private boolean toEnd(Hanging one) {
    return abortRecords || (abort && harmless(one));
  }

  private static boolean harmless(Hanging one) {
    return OurTopics.isMadeAgain(one.where().topic());
  }

  private static boolean ends(HangingTransactions transactions, Hanging one) {
    try {
      transactions.abort(one);
      System.err.println("✓ ended on " + one.where());
      return true;
    } catch (IllegalStateException e) {
      if (AdminAnswer.refused(e, AuthorizationException.class)) {
        throw e;
      }
      System.err.println("✗ not ended on " + one.where() + ": " + e.getMessage());
      return false;
    }
  }

  private static void print(Hanging one) {
    System.out.printf(
        "%s from offset %d, of producer %d, silent since %s%n",
        one.where(), one.from(), one.producer(), one.last());
  }
}
