package orders.aggregate.stock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import orders.aggregate.stock.StockCommand.AdjustStock;
import orders.aggregate.stock.StockCommand.ChangePrice;
import orders.aggregate.stock.StockCommand.ListProduct;
import orders.aggregate.stock.StockCommand.ReceiveStock;
import orders.aggregate.stock.StockCommand.Release;
import orders.aggregate.stock.StockCommand.RenameProduct;
import orders.aggregate.stock.StockCommand.Reserve;
import orders.aggregate.stock.StockCommand.Ship;
import orders.aggregate.stock.StockCommand.TakeBack;

/// Commands for one SKU and many orders, in any order.
final class RandomStock {

  /// A command that was accepted, and what was there before and after it.
  record Step(StockCommand command, Stock before, List<StockEvent> events, Stock after) {}

  private static final int ORDERS = 12;

  private final SplittableRandom random;
  private final int[] quantities;

  RandomStock(long seed) {
    random = new SplittableRandom(seed);
    quantities = random.ints(ORDERS, 1, 30).toArray();
  }

  /// Runs a random history on the book and returns its accepted steps.
  List<Step> run(StockBook book) {
    List<Step> steps = new ArrayList<>();
    int length = random.nextInt(10, 120);
    for (int i = 0; i < length; i++) {
      StockCommand command = next();
      Instant at = StockSpec.AT.plusSeconds(i);
      Stock before = book.view(command.order());
      if (book.decide(command, at) instanceof StockDecision.Accepted(var events)) {
        book.take(events);
        steps.add(new Step(command, before, events, book.view(command.order())));
      }
    }
    return steps;
  }

  private StockCommand next() {
    int order = random.nextInt(ORDERS);
    String orderId = "o-" + order;
    return switch (random.nextInt(21)) {
      case 0, 1 -> new ListProduct("Tea", random.nextLong(10_000), "EUR");
      case 2 -> new ChangePrice(random.nextLong(10_000));
      case 20 -> new RenameProduct("Tea " + random.nextInt(3));
      case 3, 4, 5 -> new ReceiveStock(random.nextInt(1, 60));
      case 6, 7 -> new AdjustStock(random.nextInt(-20, 20), "count");
      case 8, 9 -> new Release(orderId);
      case 10, 11, 12, 13 -> new Ship(orderId);
      case 14, 15 -> new TakeBack(orderId, random.nextInt(1, quantities[order] + 1));
      default -> new Reserve(orderId, quantities[order]);
    };
  }
}
