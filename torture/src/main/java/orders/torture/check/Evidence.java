package orders.torture.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import orders.kafka.KafkaConnection;
import orders.local.sandbox.Ledger;

/// What a run leaves behind.
///
/// @param history of the clients
/// @param cluster with the committed log
/// @param api of an instance that runs
/// @param ledger of the payment provider, by currency
/// @param logs of all processes
/// @param canary stands where a person's data stands, and must be found nowhere else
public record Evidence(
    Path history,
    KafkaConnection cluster,
    int partitions,
    URI api,
    Map<String, Ledger.Totals> ledger,
    List<Path> logs,
    String canary) {}
