package orders.engine;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a record that cannot be processed aside, as it came, with the reason; the partition goes
/// on.
final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final ProcessorContext<String, byte[]> context;
  private final String sink;

  DeadLetters(ProcessorContext<String, byte[]> context, String sink) {
    this.context = context;
    this.sink = sink;
  }

  void forward(Record<String, byte[]> record, String reason) {
    String origin =
        context
            .recordMetadata()
            .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
            .orElse("unknown");
    LOG.warn("dead letter from {}: {}", origin, reason);
    Headers headers = new RecordHeaders(record.headers());
    headers.add(Envelope.REASON, Envelope.bytes(reason));
    headers.add(Envelope.ORIGIN, Envelope.bytes(origin));
    context.forward(record.withHeaders(headers), sink);
  }
}
