package orders.torture.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import orders.kafka.KafkaConnection;
import orders.local.sandbox.Ledger;

/// What is left of a run once its clients have stopped, everything is up, and nothing is under way.
///
/// @param history what clients did and were told
/// @param cluster with the committed log, and the rows of the views
/// @param partitions of each keyed topic
/// @param api of an instance that serves reads
/// @param ledger the payment provider's, by currency
/// @param logs of all processes, over all of their lives
/// @param canary personal data that stands in every order placed, and must be nowhere else; empty
///     when none was planted
public record Evidence(
    Path history,
    KafkaConnection cluster,
    int partitions,
    URI api,
    Map<String, Ledger.Totals> ledger,
    List<Path> logs,
    String canary) {

  public Evidence {
    ledger = Map.copyOf(ledger);
    logs = List.copyOf(logs);
  }
}
