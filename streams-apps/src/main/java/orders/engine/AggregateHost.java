package orders.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the generic host needs to run one aggregate.
///
/// @param name one word, such as `order`; it names processors and stores
/// @param source the CloudEvents source of its records, such as `/orders`
/// @param stores its state stores, each of which keeps the partition's progress, too
/// @param keeper finds the state in the stores of one task
/// @param parts what commands and events name within an aggregate
public record AggregateHost<C, S, E>(
    String name,
    String source,
    Topics topics,
    Aggregate<C, S, E> aggregate,
    Codec<C> commands,
    Codec<E> events,
    Codec<Outcome> outcomes,
    Codec<Progress.Mark> marks,
    List<StateCacheBuilder<?>> stores,
    Function<Kept.Finder, StateKeeper<S>> keeper,
    Parts<C, E> parts) {

  /// How often a task looks for what it may forget.
  public static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  /// The topics of one aggregate.
  public record Topics(String commands, String events, String outcomes, String deadLetters) {}

  /// What a command or an event names within its aggregate, such as the order that a reservation of
  /// a SKU is for; empty where it concerns the whole.
  public record Parts<C, E>(
      Function<C, Optional<String>> command, Function<E, Optional<String>> event) {

    /// An aggregate that is one piece.
    public static <C, E> Parts<C, E> none() {
      return new Parts<>(_ -> Optional.empty(), _ -> Optional.empty());
    }
  }

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
