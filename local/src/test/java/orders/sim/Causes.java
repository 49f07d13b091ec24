package orders.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.policy.Ids;

/// Holds what policies and alarms have written to what it follows from.
final class Causes {

  private final Log log;

  Causes(Log log) {
    this.log = log;
  }

  /// What follows from something has an id that follows from its id, and is written as often as
  /// that was told: once, but for what the outside says twice. An operator puts back what was given
  /// up.
  void judge() {
    Map<String, Integer> told = new HashMap<>();
    Stream.of(
            Topics.ORDERS_EVENTS,
            Topics.STOCK_EVENTS,
            Topics.PAYMENTS_RESULTS,
            Topics.SHIPPING_RESULTS)
        .flatMap(topic -> log.committed(topic).stream())
        .forEach(record -> told.merge(id(record), 1, Integer::sum));
    for (String topic :
        List.of(
            Topics.ORDERS_COMMANDS,
            Topics.STOCK_COMMANDS,
            Topics.PAYMENTS_REQUESTS,
            Topics.SHIPPING_JOBS)) {
      Set<String> putBack = ids(Topics.deadLetters(topic));
      Map<String, Integer> written = new HashMap<>();
      for (Log.Stored record : log.committed(topic)) {
        String id = id(record);
        Optional<String> cause = Envelope.text(record.headers(), Envelope.CAUSATION_ID);
        cause.ifPresent(from -> follows(from, id));
        int times = written.merge(id, 1, Integer::sum);
        assertThat(putBack.contains(id) || times <= cause.map(told::get).orElse(times))
            .as("%s in %s as often as it was told", id, topic)
            .isTrue();
      }
    }
  }

  private static void follows(String cause, String id) {
    assertThat(Stream.of("0", "1", "2", "alarm").map(n -> derived(cause, n)))
        .as("what may follow from %s", cause)
        .contains(id);
  }

  private static String derived(String cause, String n) {
    return Ids.derived(UUID.fromString(cause), n).toString();
  }

  private Set<String> ids(String topic) {
    return log.committed(topic).stream().map(Causes::id).collect(Collectors.toSet());
  }

  private static String id(Log.Stored record) {
    return Envelope.text(record.headers(), Envelope.ID).orElseThrow();
  }
}
