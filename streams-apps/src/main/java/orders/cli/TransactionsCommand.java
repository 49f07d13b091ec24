package orders.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orders.app.OurTopics;
import orders.app.Settings;
import orders.kafka.AdminAnswer;
import orders.kafka.ClientProperties;
import orders.kafka.HangingTransactions;
import orders.kafka.HangingTransactions.Found;
import orders.kafka.HangingTransactions.Hanging;
import orders.kafka.HangingTransactions.Scope;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.internals.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Finds transactions that nobody will ever end, and ends them.
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    description = {
      "List transactions of ours that hang: open on a topic or on a group's place, and done with"
          + " for their coordinator.",
      "Readers of committed records stand still before them, and a group whose place is in one"
          + " cannot go on. It takes the right to read our topics and __consumer_offsets and to"
          + " describe __transaction_state and transactional ids; to end any, that to alter the"
          + " cluster.",
      "Ends with 4 when some are left, with 77 or 69 when something could not be looked into."
    })
final class TransactionsCommand implements Callable<Integer> {

  private static final String SILENT_S = "60";
  private static final int UNSEEN_MAX = 20;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--abort",
      description =
          "end those on places of groups: what comes after the place is read again, and what is"
              + " found done is passed over; workers may write a result twice, under the id it had")
  private boolean abort;

  @Option(
      names = "--abort-records",
      description =
          "end the others, too: the rest of such a transaction may be committed, so that what is"
              + " here is lost. Look at the outcomes first; replay VIEW --in-place mends rows, and"
              + " replay AGGREGATE --repair makes state what the events say")
  private boolean abortRecords;

  @Option(
      names = "--silent",
      description =
          "how old its last record is at least, by that record's time, in seconds"
              + " (${DEFAULT-VALUE}; transactions of ours last 20 at most)",
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
      var ours = new Scope(OurTopics::is, OurTopics.named(), OurTopics::writesAs);
      Found found = transactions.find(ours, Instant.now(), Duration.ofSeconds(silent));
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
          hint(left.stream().filter(one -> !toEnd(one)).toList()));
    }
    if (!found.denied().isEmpty()) {
      throw new Failure(
          ExitCodes.DENIED,
          "we may not look into " + some(found.denied()),
          "--help says which rights it takes");
    }
    if (!found.silent().isEmpty()) {
      throw new Failure(
          ExitCodes.UNREACHABLE, "nobody answers for " + some(found.silent()), "ask again");
    }
    System.err.printf("✓ nothing hangs in %d topics%n", found.looked());
    return ExitCodes.OK;
  }

  /// @param kept that nobody asked to end; the others say for themselves why they are left
  private static String hint(List<Hanging> kept) {
    if (kept.isEmpty()) {
      return "";
    }
    return kept.stream().allMatch(TransactionsCommand::harmless)
        ? "--abort ends them"
        : "--abort-records ends all of them; read what --help says of it";
  }

  private static String some(Collection<String> all) {
    return all.stream().limit(UNSEEN_MAX).collect(Collectors.joining(", "))
        + (all.size() > UNSEEN_MAX ? " and others" : "");
  }

  private boolean toEnd(Hanging one) {
    return abortRecords || (abort && harmless(one));
  }

  private static boolean harmless(Hanging one) {
    return one.where().topic().equals(Topic.GROUP_METADATA_TOPIC_NAME);
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
