package orders.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orders.aggregate.order.OrderEvent;
import orders.projection.billing.Invoices;
import orders.projection.orders.OrderSummaries;
import orders.projection.shipping.Shipments;
import org.junit.jupiter.api.Test;

/// What a projection says it ignores, and what it does ignore, are the same.
class IgnoredEventsTest {

  private static final int LOGS = 500;

  @Test
  void exactlyTheKindsThatNeverChangeARowAreIgnored() {
    for (Projection<OrderEvent, ?> projection :
        List.of(new Invoices(), new Shipments(), new OrderSummaries())) {
      Set<Class<?>> unchanging = new HashSet<>(kinds());
      Set<Class<?>> seen = new HashSet<>();
      for (long seed = 0; seed < LOGS; seed++) {
        List<Recorded<OrderEvent>> log = OrderLogs.random(seed);
        log.forEach(event -> seen.add(event.event().getClass()));
        unchanging.removeAll(changing(projection, log));
      }
      assertThat(seen).as("kinds in the logs").containsExactlyInAnyOrderElementsOf(kinds());
      assertThat(Set.<Class<?>>copyOf(projection.ignored()))
          .as(projection.getClass().getSimpleName())
          .isEqualTo(unchanging);
    }
  }

  @SuppressWarnings("ReferenceEquality") // an unchanged row is the same instance, by contract
  private static <R> Set<Class<?>> changing(
      Projection<OrderEvent, R> projection, List<Recorded<OrderEvent>> log) {
    Map<String, R> rows = new HashMap<>();
    Set<Class<?>> changing = new HashSet<>();
    for (Recorded<OrderEvent> event : log) {
      Optional<R> before = Optional.ofNullable(rows.get(projection.key(event)));
      Optional<R> after = projection.apply(before, event);
      if (after.orElse(null) != before.orElse(null)) {
        changing.add(event.event().getClass());
        rows.put(projection.key(event), after.orElseThrow());
      }
    }
    return changing;
  }

  private static List<Class<?>> kinds() {
    return Arrays.asList(OrderEvent.class.getPermittedSubclasses());
  }
}
