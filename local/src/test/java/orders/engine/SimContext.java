package orders.engine;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// What a processor sees of Kafka Streams in the simulation.
public final class SimContext<T, U> implements ProcessorContext<T, U> {

  /// What stores are opened with; one is enough for a thread, and dear.
  static final ThreadLocal<StateStoreContext> STORES =
      ThreadLocal.withInitial(
          () -> {
            var properties = new Properties();
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulation");
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
            File nowhere = new File("target/simulation");
            return new MockProcessorContext<>(properties, new TaskId(0, 0), nowhere)
                .getStateStoreContext();
          });

  private final int partition;
  private final Map<String, String> sinks;
  private final Map<String, StateStore> stores;
  private final List<Punctuator> punctuators;
  private final Output output;
  private Optional<RecordMetadata> at = Optional.empty();
  private long hereMs;

  /// Where a record stood.
  public record At(String topic, int partition, long offset) implements RecordMetadata {}

  /// Takes what processors write.
  public interface Output {
    void send(String topic, Record<String, byte[]> record);
  }

  SimContext(
      int partition,
      Map<String, String> sinks,
      Map<String, StateStore> stores,
      List<Punctuator> punctuators,
      Output output) {
    this.partition = partition;
    this.sinks = sinks;
    this.stores = stores;
    this.punctuators = punctuators;
    this.output = output;
  }

  void at(At record, long nowMs) {
    at = Optional.of(record);
    hereMs = nowMs;
  }

  void at(long nowMs) {
    at = Optional.empty();
    hereMs = nowMs;
  }

  @Override
  @SuppressWarnings("unchecked") // the types of the processors here
  public <K extends T, V extends U> void forward(Record<K, V> record, String sink) {
    String topic = sinks.get(sink);
    if (topic == null) {
      throw new IllegalStateException("no topic behind " + sink);
    }
    output.send(topic, (Record<String, byte[]>) (Record<?, ?>) record);
  }

  @Override
  public <K extends T, V extends U> void forward(Record<K, V> record) {
    throw new UnsupportedOperationException("every record names its sink");
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as in the interface
  public <S extends StateStore> S getStateStore(String name) {
    return (S) Objects.requireNonNull(stores.get(name), name);
  }

  @Override
  public Cancellable schedule(Duration every, PunctuationType type, Punctuator punctuator) {
    punctuators.add(punctuator);
    return () -> punctuators.remove(punctuator);
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration every, PunctuationType type, Punctuator punctuator) {
    return schedule(every, type, punctuator);
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return at;
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, partition);
  }

  @Override
  public long currentSystemTimeMs() {
    return hereMs;
  }

  @Override
  public long currentStreamTimeMs() {
    return hereMs;
  }

  @Override
  public String applicationId() {
    return "simulation";
  }

  @Override
  public Serde<?> keySerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> valueSerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public File stateDir() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamsMetrics metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commit() {
    throw new UnsupportedOperationException("the simulation commits when it likes");
  }

  @Override
  public Map<String, Object> appConfigs() {
    return Map.of();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return Map.of();
  }
}
