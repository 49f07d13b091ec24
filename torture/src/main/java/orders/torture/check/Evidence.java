package orders.torture.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import orders.kafka.KafkaConnection;
import orders.local.sandbox.Ledger;
import orders.local.sandbox.Parcel;
import orders.local.sandbox.Payment;
import orders.local.sandbox.Sandbox;

/// What is left of a run once its clients have stopped. Most rules want everything to be up then,
/// and nothing under way; of a verdict before that those alone can be trusted that judge what is
/// past, such as `gapless`.
///
/// @param history what clients did and were told
/// @param planted where records are that were written to be put aside
/// @param cluster with the committed log, and the rows of the views
/// @param partitions of each keyed topic
/// @param api of an instance that serves reads
/// @param outside tells what provider and carrier have in their books; asked once all is at rest
///     or not waited for any longer
/// @param readings of each process, as [orders.torture.measure.Readings] wrote them
/// @param logs of all processes, over all of their lives
/// @param canary personal data that stands in every order placed, and must be nowhere else; empty
///     when none was planted
public record Evidence(
    Path history,
    Path planted,
    KafkaConnection cluster,
    int partitions,
    URI api,
    Supplier<Outside> outside,
    Path readings,
    List<Path> logs,
    String canary) {

  public Evidence {
    logs = List.copyOf(logs);
  }

  /// What is in the books of those outside.
  ///
  /// @param ledger by currency
  public record Outside(
      Map<String, Ledger.Totals> ledger, List<Payment> payments, List<Parcel> parcels) {

    public Outside {
      ledger = Map.copyOf(ledger);
      payments = List.copyOf(payments);
      parcels = List.copyOf(parcels);
    }

    public static Outside of(Sandbox sandbox) {
      return new Outside(sandbox.ledger(), sandbox.payments(), sandbox.parcels());
    }
  }
}
