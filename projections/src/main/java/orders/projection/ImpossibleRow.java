package orders.projection;

import java.util.Optional;

/// The log holds an event that could not have followed the ones its row was folded from.
public final class ImpossibleRow extends RuntimeException {
  public ImpossibleRow(Optional<?> row, Recorded<?> event) {
    super(
        "%s of %s at offset %d cannot follow in %s"
            .formatted(
                event.event().getClass().getSimpleName(),
                event.aggregateId(),
                event.offset(),
                row.map(Object::toString).orElse("no row")));
  }
}
