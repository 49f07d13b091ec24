package orders.engine;

import java.util.Optional;
import orders.contract.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.state.StoreBuilder;

/// One kind of row: its store and the compacted topic that is the store's changelog.
///
/// @param name such as `invoices`
public record ViewStore<R>(String name, String topic, Codec<R> codec) {

  /// The same rows in the topic of another version.
  public ViewStore<R> version(int version) {
    return new ViewStore<>(name, Topics.version(topic, version), codec);
  }

  /// A row as the projection would write it.
  ///
  /// @param timestampMs broker time of the last event behind it
  public ProducerRecord<byte[], byte[]> row(
      int partition, String key, byte[] value, long timestampMs) {
    return new ProducerRecord<>(
        topic, partition, timestampMs, Envelope.bytes(key), value, RowLog.headers(name));
  }

  StoreBuilder<StateCache<R>> builder(Stores stores) {
    return new StateCacheBuilder<>(
        stores.supplier(name), codec, Optional.of(new RowLog(topic, name)));
  }
}
