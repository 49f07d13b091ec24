package orders.aggregate.stock;

/// The log holds an event that could not have followed the ones before it.
public final class ImpossibleHistory extends RuntimeException {
  public ImpossibleHistory(Stock stock, StockEvent event) {
    super("%s cannot follow in %s".formatted(event, stock));
  }
}
