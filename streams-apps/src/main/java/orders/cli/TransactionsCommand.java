package orders.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.contract.Topics;
import orders.kafka.ClientProperties;
import orders.kafka.HangingTransactions;
import orders.kafka.HangingTransactions.Found;
import orders.kafka.HangingTransactions.Hanging;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Finds transactions that nobody will ever end, and ends them.
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    description = {
      "List transactions that hang: open on a partition, and known to no coordinator.",
      "Readers of committed records stand still there, and a group whose place is in one cannot go"
          + " on. With --abort they end: an app does again what was in its own, and passes over"
          + " what it finds done."
    })
final class TransactionsCommand implements Callable<Integer> {

  private static final Set<String> EVENTS = Set.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS);

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(names = "--abort", description = "end them; it takes the right to alter the cluster")
  private boolean abort;

  @Option(
      names = "--abort-events",
      description =
          "end them on topics of events, too: events that somebody was told of may be lost, so look"
              + " at the outcomes first, and rebuild the aggregate with replay --repair after that")
  private boolean abortEvents;

  @Option(
      names = "--silent",
      description =
          "seconds since its last record, more than any transaction lasts (${DEFAULT-VALUE}; ours"
              + " last 20 at most)",
      defaultValue = "60")
  private int silent = 60;

  @Override
  public Integer call() {
    Settings settings = kafka.settings(Map.of());
    try (Admin admin =
        Admin.create(ClientProperties.admin(settings.kafka(), "orders-transactions"))) {
      var transactions = new HangingTransactions(admin);
      Found found = transactions.find(Instant.now(), Duration.ofSeconds(silent));
      if (!found.unseen().isEmpty()) {
        System.err.println("not looked into, for want of the right to read: " + found.unseen());
      }
      found.hanging().forEach(TransactionsCommand::print);
      List<Hanging> left = found.hanging().stream().filter(one -> !ended(one)).toList();
      found.hanging().stream().filter(this::ended).forEach(one -> end(transactions, one));
      if (left.isEmpty()) {
        System.err.printf("✓ nothing hangs in %d topics%n", found.looked());
        return ExitCodes.OK;
      }
      throw new Failure(
          ExitCodes.FAILED,
          left.size() + " transactions hang",
          left.stream().allMatch(TransactionsCommand::ofEvents)
              ? "--abort-events ends them; read what --help says of it"
              : "--abort ends them");
    } catch (IllegalStateException e) {
      throw new Failure(
          ExitCodes.FAILED,
          String.valueOf(e.getMessage()),
          "who lists them reads the topics, who ends them alters the cluster");
    }
  }

  private boolean ended(Hanging one) {
    return ofEvents(one) ? abortEvents : abort;
  }

  private static boolean ofEvents(Hanging one) {
    return EVENTS.contains(one.where().topic());
  }

  private static void end(HangingTransactions transactions, Hanging one) {
    transactions.abort(one);
    System.err.println("✓ ended on " + one.where());
  }

  private static void print(Hanging one) {
    System.out.printf(
        "%s from offset %d, of producer %d, silent since %s%n",
        one.where(), one.from(), one.producer(), one.last());
  }
}
