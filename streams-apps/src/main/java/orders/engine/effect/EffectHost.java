package orders.engine.effect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import orders.engine.Codec;
import orders.engine.DeadLetter;
import orders.engine.Envelope;
import orders.engine.EnvelopeWriter;
import orders.engine.Outside;
import orders.policy.Ids;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(EffectHost.class);

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

  /// The tries at a delivery, none made yet.
  ///
  /// @throws IllegalArgumentException naming what is missing or wrong
  /// @throws orders.contract.UndecodableRecord when the value is no request
  Effort<Q, R> effort(Delivery delivery) {
    var record = delivery.record();
    String key = Outside.check(record.key(), record.value(), record.headers());
    var _ = id(record);
    return new Effort<>(
        effect,
        key,
        requests.decode(record.value()),
        limits,
        delivery.earlier() * limits.atOnce(),
        delivery.doubtful());
  }

  /// What a try means for its delivery; empty when there is another after a pause.
  Optional<Ruling> ruling(Delivery delivery, Effort.Step<R> step) {
    return switch (step) {
      case Effort.Step.Done<R>(R result) ->
          Optional.of(
              new Ruling(delivery, Ruling.Fate.DONE, List.of(result(delivery.record(), result))));
      case Effort.Step.Pending<R>() ->
          Optional.of(new Ruling(delivery, Ruling.Fate.DONE, List.of()));
      case Effort.Step.Dead<R>(String why) -> Optional.of(dead(delivery, why));
      case Effort.Step.Release<R>(String why) -> {
        LOG.info("{} hands {} back: {}", name, delivery.origin(), why);
        yield Optional.of(new Ruling(delivery, Ruling.Fate.AGAIN, List.of()));
      }
      case Effort.Step.Again<R> _ -> Optional.empty();
    };
  }

  Ruling dead(Delivery delivery, String why) {
    LOG.warn("{}: dead letter from {}: {}", name, delivery.origin(), DeadLetter.said(why));
    return new Ruling(delivery, Ruling.Fate.DEAD, List.of(deadLetter(delivery, why)));
  }
}
