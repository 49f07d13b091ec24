package orders.projection.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import orders.aggregate.stock.Level;
import orders.aggregate.stock.Reservation;
import orders.aggregate.stock.Stock;
import orders.aggregate.stock.StockCommand;
import orders.aggregate.stock.StockDecider;
import orders.aggregate.stock.StockDecision;
import orders.aggregate.stock.StockEvent;
import orders.projection.Folds;
import orders.projection.ImpossibleRow;
import orders.projection.Recorded;
import org.junit.jupiter.api.Test;

/// The rows of a SKU say what its aggregate says.
class StockLevelsLawTest {

  private static final int HISTORIES = 3_000;
  private static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");

  /// A random log of one SKU and the level that the aggregate came to.
  private record History(List<Recorded<StockEvent>> log, Level level) {}

  @Test
  void theRowIsTheAggregatesLevel() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      History history = history(seed);
      StockLevel row = Folds.rows(new StockLevels(), history.log()).get("TEA");
      if (history.level() instanceof Level.Listed listed) {
        assertThat(
                new Level.Listed(
                    row.name(),
                    row.priceMinor(),
                    row.currency(),
                    row.available(),
                    row.reserved(),
                    row.shipped(),
                    row.received(),
                    row.adjusted(),
                    row.takenBack()))
            .as("seed %d", seed)
            .isEqualTo(listed);
        assertThat(row.origin()).as("seed %d", seed).isEqualTo(history.log().getLast().origin());
      } else if (row != null) {
        assertThat(List.of(row.available(), row.reserved(), row.name()))
            .as("seed %d", seed)
            .containsExactly(0, 0, "");
      }
    }
  }

  @Test
  void aGapOrARepetitionIsImpossible() {
    List<Recorded<StockEvent>> log = history(1).log();
    for (var wrong :
        List.of(
            log.subList(1, 2),
            List.of(log.get(0), log.get(2)),
            List.of(log.get(0), log.get(1), log.get(1)))) {
      assertThatThrownBy(() -> Folds.rows(new StockLevels(), wrong))
          .isInstanceOf(ImpossibleRow.class);
    }
  }

  @Test
  void movementsAddUpToWhatIsAvailable() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      History history = history(seed);
      Map<String, Movement> movements =
          Folds.rollup(new StockLevels(), new Movements(), history.log());
      assertThat(List.copyOf(movements.keySet())).as("seed %d", seed).isSorted();
      int sum = 0;
      for (Movement movement : movements.values()) {
        sum += movement.quantity();
        assertThat(movement.availableAfter()).as("seed %d: %s", seed, movement).isEqualTo(sum);
      }
      int available = history.level() instanceof Level.Listed listed ? listed.available() : 0;
      assertThat(sum).as("seed %d", seed).isEqualTo(available);
    }
  }

  private static History history(long seed) {
    var random = new SplittableRandom(seed);
    Level level = StockDecider.initial().level();
    Map<String, Reservation> reservations = new HashMap<>();
    List<Recorded<StockEvent>> log = new ArrayList<>();
    int commands = random.nextInt(5, 80);
    for (int i = 0; i < commands; i++) {
      String order = "o-" + random.nextInt(8);
      Reservation own = reservations.getOrDefault(order, StockDecider.initial().reservation());
      var stock = new Stock(level, own);
      if (StockDecider.decide(stock, command(random, order), AT)
          instanceof StockDecision.Accepted(var events)) {
        for (StockEvent event : events) {
          stock = StockDecider.evolve(stock, event);
          long version = log.size() + 1L;
          log.add(new Recorded<>("TEA", version, "e-" + version, AT, 0, 2 * version, event));
        }
        level = stock.level();
        reservations.put(order, stock.reservation());
      }
    }
    return new History(log, level);
  }

  private static StockCommand command(SplittableRandom random, String order) {
    return switch (random.nextInt(16)) {
      case 0, 1 -> new StockCommand.ListProduct("Tea", random.nextLong(1_000), "EUR");
      case 2 -> new StockCommand.ChangePrice(random.nextLong(1_000));
      case 3, 4, 5 -> new StockCommand.ReceiveStock(random.nextInt(1, 60));
      case 6, 7 -> new StockCommand.AdjustStock(random.nextInt(-20, 20), "count");
      case 8 -> new StockCommand.Release(order);
      case 9, 10 -> new StockCommand.Ship(order);
      case 11 -> new StockCommand.TakeBack(order, random.nextInt(1, 10));
      default -> new StockCommand.Reserve(order, random.nextInt(1, 30));
    };
  }
}
