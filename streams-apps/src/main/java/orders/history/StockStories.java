package orders.history;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.aggregate.stock.StockEvent;
import orders.projection.Recorded;
import orders.projection.history.Bound;
import orders.projection.history.Story;
import orders.projection.inventory.Movement;
import orders.projection.inventory.Movements;
import orders.projection.inventory.StockLevel;
import orders.projection.inventory.StockLevels;
import orders.query.Events;
import orders.query.ViewReader.Freshness;

/// The stories of stock levels and movements: of the SKU's events, for which its partition is read
/// from its beginning. What is read is committed, so no reader knows of more.
public final class StockStories implements Stories<StockLevel> {

  private final Events<StockEvent> log;

  public StockStories(Events<StockEvent> log) {
    this.log = log;
  }

  @Override
  public Story<?, StockLevel> tell(String sku, Bound bound, Freshness freshness) {
    return Story.of(new StockLevels(), log.of(sku, bound.at()), bound);
  }

  /// The story of one movement.
  public Story<?, Movement> movement(String sku, long version) {
    List<Recorded<StockEvent>> events = log.of(sku, Optional.empty());
    String key = Movements.key(sku, version);
    return Story.of(new StockLevels(), new Movements(), key, events, Bound.NONE);
  }

  /// Every level as of a time.
  public Collection<StockLevel> all(Instant at) {
    var projection = new StockLevels();
    Map<String, StockLevel> levels = new HashMap<>();
    for (Recorded<StockEvent> event : log.between(Instant.EPOCH, at)) {
      projection
          .apply(Optional.ofNullable(levels.get(event.aggregateId())), event)
          .ifPresent(level -> levels.put(event.aggregateId(), level));
    }
    return levels.values();
  }
}
