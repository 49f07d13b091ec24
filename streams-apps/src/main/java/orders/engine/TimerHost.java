package orders.engine;

import java.time.Duration;
import orders.policy.Deadline;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// What the generic host needs to keep the alarms of one aggregate.
///
/// @param name such as `order`; it names the processor and the store
/// @param source the CloudEvents source of the commands it sends
/// @param stores where the alarms lie, in the order of their time
public record TimerHost<E, C>(
    String name,
    String source,
    String commandTopic,
    Deadline<E, C> deadline,
    Codec<E> events,
    Codec<C> commands,
    Codec<Alarm> alarms,
    Stores stores) {

  /// How often a task looks whether an alarm is due.
  public static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// Alarms that go off in one look.
  public static final int DUE_MAX = 1_000;

  String processor() {
    return name + "-timer";
  }

  String store() {
    return name + "-timers";
  }

  String sink() {
    return name + "-timer-commands";
  }

  org.apache.kafka.streams.state.StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            stores.ordered(store()),
            org.apache.kafka.common.serialization.Serdes.Bytes(),
            org.apache.kafka.common.serialization.Serdes.ByteArray())
        .withCachingDisabled();
  }
}
