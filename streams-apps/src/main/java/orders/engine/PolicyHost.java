package orders.engine;

import java.util.List;
import java.util.Optional;
import orders.policy.Addressed;
import orders.policy.Policy;
import orders.projection.Recorded;

/// What the generic host needs to run one policy: events in, commands for another aggregate out, or
/// requests, or notices.
///
/// @param name such as `stock-for-orders`
/// @param source the CloudEvents source of what it derives
/// @param deadLetters where a record goes that cannot be read; empty for a log of events, which
///     halts its partition instead
public record PolicyHost<E, C>(
    String name,
    String source,
    String eventTopic,
    String commandTopic,
    Optional<String> deadLetters,
    Policy<E, C> policy,
    Codec<E> events,
    Codec<C> commands) {

  /// A policy over a log of events.
  public PolicyHost(
      String name,
      String source,
      String eventTopic,
      String commandTopic,
      Policy<E, C> policy,
      Codec<E> events,
      Codec<C> commands) {
    this(name, source, eventTopic, commandTopic, Optional.empty(), policy, events, commands);
  }

  List<Addressed<C>> react(Recorded<E> event) {
    return policy.react(event);
  }

  /// Where it reads, if nobody else does.
  EventSource eventSource() {
    return new EventSource(name + "-events", eventTopic);
  }

  String processor() {
    return name + "-policy";
  }

  String sink() {
    return name + "-commands";
  }

  String deadLetterSink() {
    return name + "-dead-letters";
  }
}
