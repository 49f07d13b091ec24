package orders.codec;

import orders.aggregate.stock.Level;
import orders.contract.state.LevelStage;
import orders.contract.state.StockLevelState;
import orders.engine.Entry;
import org.apache.avro.specific.SpecificRecord;

/// The level of a SKU as its store keeps it.
public final class StockLevelStateCodec extends AvroCodec<Entry<Level>> {

  public StockLevelStateCodec(Wire wire) {
    super(wire);
  }

  @Override
  public String type(Entry<Level> entry) {
    return "StockLevelState";
  }

  @Override
  SpecificRecord toAvro(Entry<Level> entry) {
    var to = StockLevelState.newBuilder();
    to.setVersion(entry.version());
    to.setRecent(RecentCodec.toAvro(entry.recent()));
    if (!entry.recent().isEmpty()) {
      to.setAggregateId(entry.recent().getFirst().outcome().aggregateId());
      to.setPartition(entry.recent().getFirst().outcome().partition());
    }
    switch (entry.state()) {
      case Level.Unlisted() -> to.setStage(LevelStage.UNLISTED);
      case Level.Listed listed -> fill(to, listed);
    }
    return to.build();
  }

  private static void fill(StockLevelState.Builder to, Level.Listed listed) {
    to.setStage(LevelStage.LISTED);
    to.setName(listed.name());
    to.setPriceMinor(listed.priceMinor());
    to.setCurrency(listed.currency());
    to.setAvailable(listed.available());
    to.setReserved(listed.reserved());
    to.setShipped(listed.shipped());
    to.setReceived(listed.received());
    to.setAdjusted(listed.adjusted());
    to.setTakenBack(listed.takenBack());
  }

  @Override
  Entry<Level> fromAvro(SpecificRecord record) {
    if (!(record instanceof StockLevelState s)) {
      throw unexpected(record, "level of a SKU");
    }
    Level level =
        switch (s.getStage()) {
          case UNLISTED -> new Level.Unlisted();
          case LISTED ->
              new Level.Listed(
                  s.getName(),
                  s.getPriceMinor(),
                  s.getCurrency(),
                  s.getAvailable(),
                  s.getReserved(),
                  s.getShipped(),
                  s.getReceived(),
                  s.getAdjusted(),
                  s.getTakenBack());
          case UNRECOGNISED -> throw unrecognised("StockLevelState.stage");
        };
    return new Entry<>(
        s.getVersion(),
        RecentCodec.fromAvro(s.getRecent(), s.getAggregateId(), s.getPartition()),
        level);
  }
}
