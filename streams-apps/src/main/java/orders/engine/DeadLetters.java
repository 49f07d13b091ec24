package orders.engine;

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
    DeadLetter letter =
        DeadLetter.of(record.key(), record.value(), record.headers(), origin, reason);
    LOG.warn("dead letter from {}: {}", origin, DeadLetter.said(reason));
    context.forward(
        new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()), sink);
  }
}
