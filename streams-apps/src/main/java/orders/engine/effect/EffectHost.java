package orders.engine.effect;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import orders.engine.Codec;
import orders.engine.DeadLetter;
import orders.engine.Envelope;
import orders.engine.EnvelopeWriter;
import orders.policy.Ids;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What the generic host needs to run one effect.
///
/// @param name such as `payments`
public record EffectHost<Q, R>(
    String name,
    Topics topics,
    EnvelopeWriter envelopes,
    Effect<Q, R> effect,
    Codec<Q> requests,
    Codec<R> results,
    Effort.Limits limits) {

  /// The topics of one effect.
  public record Topics(String requests, String results, String deadLetters) {}

  /// The id of the command, request or event behind a delivery.
  ///
  /// @throws IllegalArgumentException when there is none
  static UUID id(ConsumerRecord<String, byte[]> record) {
    return UUID.fromString(
        Envelope.text(record.headers(), Envelope.ID)
            .orElseThrow(() -> new IllegalArgumentException("the header ce_id is missing")));
  }

  /// Its id follows from the request's: done again, it is the same result.
  ProducerRecord<String, byte[]> result(ConsumerRecord<String, byte[]> request, R result) {
    byte[] value = results.encode(result);
    var headers =
        envelopes.derived(
            Ids.derived(id(request), "result"),
            results.type(result),
            request.key(),
            Instant.now(),
            value,
            request.headers());
    return new ProducerRecord<>(topics.results(), null, null, request.key(), value, headers);
  }

  /// The request as it came, and why it is not tried any more.
  ProducerRecord<String, byte[]> deadLetter(Delivery delivery, String why) {
    ConsumerRecord<String, byte[]> request = delivery.record();
    DeadLetter letter =
        DeadLetter.of(request.key(), request.value(), request.headers(), delivery.origin(), why);
    return new ProducerRecord<>(
        topics.deadLetters(), null, null, letter.key(), letter.value(), letter.headers());
  }

  Ruling done(Delivery delivery, R result) {
    return new Ruling(delivery, false, List.of(result(delivery.record(), result)));
  }

  Ruling dead(Delivery delivery, String why) {
    return new Ruling(delivery, false, List.of(deadLetter(delivery, why)));
  }
}
