package orders.engine.effect;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import orders.engine.Codec;
import orders.engine.Envelope;
import orders.engine.EnvelopeWriter;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes results that nobody asked for just now: what the outside world calls in.
public final class ResultWriter<R> {

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Codec<R> codec;
  private final EnvelopeWriter envelopes;

  /// @param source the CloudEvents source, such as `/callbacks`
  public ResultWriter(
      Producer<String, byte[]> producer, String topic, Codec<R> codec, String source) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
    this.envelopes = new EnvelopeWriter(source);
  }

  /// Completes when the result is on the broker.
  ///
  /// @param id the same for the same message, however often it is told
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
  public CompletableFuture<Void> write(String subject, UUID id, R result) {
    byte[] value = codec.encode(result);
    var headers =
        envelopes
            .envelope(id.toString(), codec.type(result), subject, Instant.now(), value)
            .add(Envelope.CORRELATION_ID, Envelope.bytes(id.toString()));
    var written = new CompletableFuture<Void>();
    producer.send(
        new ProducerRecord<>(topic, null, null, subject, value, headers),
        (_, failure) -> {
          if (failure == null) {
            written.complete(null);
          } else {
            written.completeExceptionally(failure);
          }
        });
    return written;
  }
}
