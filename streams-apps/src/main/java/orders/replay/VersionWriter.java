package orders.replay;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import orders.contract.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Changes which versions of a view there are, one writer at a time: a writer fences those before
/// it and then reads what they have decided, so that no decision rests on an older one.
final class VersionWriter {

  /// Of the one writer.
  static final String TRANSACTIONAL_ID = "control-aliases";

  private final Map<String, Object> reader;
  private final Map<String, Object> producer;

  /// @param producer properties of a producer with [#TRANSACTIONAL_ID]
  VersionWriter(Map<String, Object> reader, Map<String, Object> producer) {
    this.reader = reader;
    this.producer = Map.copyOf(producer);
  }

  /// Applies a change to what is decided now.
  ///
  /// @throws IllegalStateException when the change does not fit
  /// @throws org.apache.kafka.common.errors.ProducerFencedException when another writer came
  ViewVersions change(String view, UnaryOperator<ViewVersions> change) {
    try (var writer = new KafkaProducer<String, byte[]>(producer)) {
      writer.initTransactions();
      ViewVersions changed = change.apply(read(view));
      writer.beginTransaction();
      Future<?> _ =
          writer.send(
              new ProducerRecord<>(Topics.CONTROL_ALIASES, 0, view, ControlJson.json(changed)));
      writer.commitTransaction();
      return changed;
    }
  }

  /// What is decided now; another writer may be about to change it.
  ViewVersions read(String view) {
    ViewVersions[] latest = {ViewVersions.first(view)};
    LogReader.read(
        reader,
        ControlLog.ALIASES,
        record -> {
          if (view.equals(record.key())) {
            ControlJson.versions(record).ifPresent(decided -> latest[0] = decided);
          }
        });
    return latest[0];
  }
}
