package orders.engine;

import java.util.List;
import orders.policy.Addressed;
import orders.policy.Policy;
import orders.projection.Recorded;

/// What the generic host needs to run one policy: events in, commands for another aggregate out.
///
/// @param name such as `stock-for-orders`
/// @param source the CloudEvents source of the commands it derives
public record PolicyHost<E, C>(
    String name,
    String source,
    String eventTopic,
    String commandTopic,
    Policy<E, C> policy,
    Codec<E> events,
    Codec<C> commands) {

  List<Addressed<C>> react(Recorded<E> event) {
    return policy.react(event);
  }

  String processor() {
    return name + "-policy";
  }

  String sink() {
    return name + "-commands";
  }
}
