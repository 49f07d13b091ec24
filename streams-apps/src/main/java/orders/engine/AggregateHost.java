package orders.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/// What the generic host needs to run one aggregate.
///
/// @param name one word, such as `order`; it names processors and stores
/// @param source the CloudEvents source of its records, such as `/orders`
/// @param stores its state stores, the first of which keeps the partition's progress
/// @param keeper finds the state in the stores of one task
public record AggregateHost<C, S, E>(
    String name,
    String source,
    Topics topics,
    Aggregate<C, S, E> aggregate,
    Codec<C> commands,
    Codec<E> events,
    Codec<Outcome> outcomes,
    Codec<Progress.Mark> marks,
    List<StoreBuilder<?>> stores,
    Function<ProcessorContext<String, byte[]>, StateKeeper<C, S>> keeper) {

  /// How often a task looks for what it may forget.
  public static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  /// The topics of one aggregate.
  public record Topics(String commands, String events, String outcomes, String deadLetters) {}

  String processor() {
    return name + "-aggregate";
  }

  String eventSink() {
    return name + "-events";
  }

  String outcomeSink() {
    return name + "-outcomes";
  }

  String deadLetterSink() {
    return name + "-dead-letters";
  }
}
