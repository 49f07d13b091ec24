package orders.projection.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.order.Order;
import orders.aggregate.order.OrderDecider;
import orders.aggregate.order.OrderEvent;
import orders.projection.Folds;
import orders.projection.ImpossibleRow;
import orders.projection.OrderLogs;
import orders.projection.Recorded;
import org.junit.jupiter.api.Test;

/// A summary says what the order is.
class OrderSummariesTest {

  private static final int LOGS = 1_500;

  @Test
  void theStatusIsTheStageAtEveryVersion() {
    for (long seed = 0; seed < LOGS; seed++) {
      var summaries = new OrderSummaries();
      Map<String, Order> orders = new HashMap<>();
      Map<String, OrderSummary> rows = new HashMap<>();
      for (Recorded<OrderEvent> event : OrderLogs.random(seed)) {
        String id = event.aggregateId();
        Order order = orders.getOrDefault(id, OrderDecider.initial());
        orders.put(id, OrderDecider.evolve(order, event.event()));
        rows.put(id, summaries.apply(Optional.ofNullable(rows.get(id)), event).orElseThrow());
        assertThat(rows.get(id).status().name())
            .as("seed %d: %s", seed, event)
            .isEqualTo(orders.get(id).getClass().getSimpleName().toUpperCase(Locale.ROOT));
        assertThat(rows.get(id).origin()).as("seed %d", seed).isEqualTo(event.origin());
        if (orders.get(id) instanceof Order.Placed placed) {
          assertThat(rows.get(id).lines())
              .as("seed %d", seed)
              .allMatch(line -> line.reserved() == placed.reserved().contains(line.sku()));
        }
      }
    }
  }

  @Test
  void offsetsLeadBackToTheEvents() {
    for (long seed = 0; seed < LOGS; seed++) {
      List<Recorded<OrderEvent>> log = OrderLogs.random(seed);
      for (OrderSummary row : Folds.rows(new OrderSummaries(), log).values()) {
        var own = log.stream().filter(e -> e.aggregateId().equals(row.orderId())).toList();
        assertThat(row.version()).as("seed %d", seed).isEqualTo(own.size());
        assertThat(row.eventOffsets())
            .as("seed %d", seed)
            .containsExactlyElementsOf(own.stream().map(Recorded::offset).toList());
        assertThat(row.updatedAt()).as("seed %d", seed).isEqualTo(own.getLast().at());
      }
    }
  }

  @Test
  void personalDataIsNotInARow() {
    assertThat(Folds.rows(new OrderSummaries(), OrderLogs.random(1)).toString())
        .doesNotContain("Ada", "Main St", "example.org");
  }

  @Test
  void aGapOrARepetitionIsImpossible() {
    var own =
        OrderLogs.random(1).stream().filter(event -> event.aggregateId().equals("o-1")).toList();
    assertThat(own).hasSizeGreaterThan(2);
    assertThatThrownBy(() -> Folds.rows(new OrderSummaries(), own.subList(1, 2)))
        .isInstanceOf(ImpossibleRow.class);
    for (var wrong :
        List.of(List.of(own.get(0), own.get(2)), List.of(own.get(0), own.get(1), own.get(1)))) {
      assertThatThrownBy(() -> Folds.rows(new OrderSummaries(), wrong))
          .isInstanceOf(ImpossibleRow.class);
    }
  }
}
