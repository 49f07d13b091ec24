package orders.engine;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.RecordCollector;

/// Writes the changes of a store to a topic with a name of ours, inside the task's transaction and
/// into the task's own partition.
///
/// Kafka Streams can do this only under a name that ends in `-changelog`: its own change logging
/// leaves out the context that its metrics want of any other topic. Hence this one call into its
/// internals, beside the one in [HostTopology].
final class RowLog {

  private static final ByteArraySerializer BYTES = new ByteArraySerializer();

  private final String topic;
  private final String type;

  /// @param type what `ce_type` says of the rows
  RowLog(String topic, String type) {
    this.topic = topic;
    this.type = type;
  }

  String topic() {
    return topic;
  }

  /// What a row's record says of itself.
  static Headers headers(String type) {
    return new RecordHeaders()
        .add(Envelope.TYPE, Envelope.bytes(type))
        .add(Envelope.CONTENT_TYPE, Envelope.AVRO);
  }

  @SuppressWarnings("unchecked") // a store's context forwards nothing, whatever its types say
  void write(StateStoreContext context, byte[] key, byte[] value, long timestampMs) {
    var internal = (InternalProcessorContext<Void, Void>) context;
    ((RecordCollector.Supplier) context)
        .recordCollector()
        .send(
            topic,
            key,
            value,
            headers(type),
            context.taskId().partition(),
            timestampMs,
            BYTES,
            BYTES,
            "rows",
            internal);
  }
}
