package orders.aggregate.order;

/// The log holds an event that could not have followed the ones before it.
public final class ImpossibleHistory extends RuntimeException {
  public ImpossibleHistory(Order state, OrderEvent event) {
    super(
        "%s cannot follow in %s"
            .formatted(event.getClass().getSimpleName(), state.getClass().getSimpleName()));
  }
}
