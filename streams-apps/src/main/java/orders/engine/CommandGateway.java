package orders.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// Sends commands to one aggregate and hands each caller the outcome once it is committed.
///
/// The waiter is registered before the command is produced, and the listener knew its position
/// before the first command was accepted, so no outcome can pass by unseen.
public final class CommandGateway<C> implements CommandPort<C> {

  /// Callers that may wait at the same time on one instance.
  public static final int WAITERS_MAX = 20_000;

  /// How long a waiter is kept; longer than any caller may wait.
  public static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Codec<C> codec;
  private final EnvelopeWriter envelopes;
  private final OutcomeListener outcomes;
  private final Map<String, Waiter> waiters = new ConcurrentHashMap<>();

  /// @param source the CloudEvents source of the commands, such as `/gateway`
  public CommandGateway(
      Producer<String, byte[]> producer,
      String topic,
      Codec<C> codec,
      String source,
      OutcomeListener outcomes) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
    this.envelopes = new EnvelopeWriter(source);
    this.outcomes = outcomes;
    outcomes.subscribe(new Answers());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
  public CompletableFuture<Settled> submit(Outgoing<C> command) {
    if (waiters.size() >= WAITERS_MAX) {
      throw new Overloaded("too many callers wait for outcomes on this instance");
    }
    String key = key(command.commandId().toString(), command.fingerprint());
    var mine = new Waiter(new CompletableFuture<>(), command.expectedVersion(), System.nanoTime());
    Waiter first = waiters.putIfAbsent(key, mine);
    if (first != null) {
      if (!first.expected().equals(command.expectedVersion())) {
        throw new Unavailable("the same command is under way for another version");
      }
      return first.answer().copy(); // the same request is under way: join its wait
    }
    if (!outcomes.healthy()) {
      var why = new Unavailable("outcomes do not reach this instance");
      fail(key, mine, why); // for who joined meanwhile
      throw why;
    }
    producer.send(
        record(command),
        (metadata, failure) -> {
          if (failure != null) {
            fail(key, mine, failure);
          }
        });
    return mine.answer().copy();
  }

  @Override
  public Optional<Settled> find(String commandId) {
    return outcomes.find(commandId);
  }

  private ProducerRecord<String, byte[]> record(Outgoing<C> command) {
    byte[] value = codec.encode(command.command());
    Headers headers =
        envelopes.envelope(
            command.commandId().toString(),
            codec.type(command.command()),
            command.aggregateId(),
            Instant.now(),
            value);
    headers.add(Envelope.CORRELATION_ID, Envelope.bytes(command.commandId().toString()));
    headers.add(Envelope.FINGERPRINT, Envelope.bytes(command.fingerprint()));
    command
        .expectedVersion()
        .ifPresent(v -> headers.add(Envelope.EXPECTED_VERSION, Envelope.bytes(Long.toString(v))));
    command
        .idempotencyKey()
        .ifPresent(key -> headers.add(Envelope.IDEMPOTENCY_KEY, Envelope.bytes(key)));
    return new ProducerRecord<>(topic, null, null, command.aggregateId(), value, headers);
  }

  private void fail(String key, Waiter waiter, Exception failure) {
    if (waiters.remove(key, waiter)) {
      waiter.answer().completeExceptionally(failure);
    }
  }

  private static String key(String commandId, String fingerprint) {
    return commandId + "/" + fingerprint;
  }

  private record Waiter(CompletableFuture<Settled> answer, OptionalLong expected, long sinceNanos) {

    /// A conflict at the very version that was expected is the answer to somebody else's try.
    boolean meant(Outcome outcome) {
      return outcome.kind() != Outcome.Kind.CONFLICT
          || expected.isEmpty()
          || expected.getAsLong() != outcome.version();
    }
  }

  private final class Answers implements OutcomeListener.Subscriber {

    @Override
    public void outcome(String fingerprint, Settled settled) {
      String key = key(settled.outcome().commandId(), fingerprint);
      Waiter waiter = waiters.get(key);
      // Out of the map first: a caller that is answered and asks again must not join the old wait.
      if (waiter != null && waiter.meant(settled.outcome()) && waiters.remove(key, waiter)) {
        waiter.answer().complete(settled);
      }
    }

    /// One look at all of them now and then: a timer for each cost a twentieth of a command.
    @Override
    public void tick() {
      long now = System.nanoTime();
      waiters.forEach(
          (key, waiter) -> {
            if (now - waiter.sinceNanos() > WAIT_MAX.toNanos()) {
              fail(key, waiter, new TimeoutException("no outcome within " + WAIT_MAX));
            }
          });
    }

    @Override
    public void failed(RuntimeException why) {
      waiters.forEach((key, waiter) -> fail(key, waiter, why));
    }
  }
}
