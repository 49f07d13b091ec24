package orders.codec;

import java.time.Instant;
import orders.aggregate.stock.Reservation;
import orders.contract.state.ReservationStage;
import orders.contract.state.ReservationState;
import orders.engine.Entry;
import org.apache.avro.specific.SpecificRecord;

/// What one order holds of one SKU, as the store keeps it.
public final class ReservationStateCodec extends AvroCodec<Entry<Reservation>> {

  public ReservationStateCodec(Wire wire) {
    super(wire);
  }

  @Override
  public String type(Entry<Reservation> entry) {
    return "ReservationState";
  }

  @Override
  SpecificRecord toAvro(Entry<Reservation> entry) {
    var to = ReservationState.newBuilder();
    to.setVersion(entry.version());
    to.setRecent(RecentCodec.toAvro(entry.recent()));
    if (!entry.recent().isEmpty()) {
      to.setAggregateId(entry.recent().getFirst().outcome().aggregateId());
      to.setPartition(entry.recent().getFirst().outcome().partition());
    }
    switch (entry.state()) {
      case Reservation.None() -> to.setStage(ReservationStage.NONE);
      case Reservation.Held(int quantity) -> {
        to.setStage(ReservationStage.HELD);
        to.setQuantity(quantity);
      }
      case Reservation.Released(Instant at) -> {
        to.setStage(ReservationStage.RELEASED);
        to.setAt(at);
      }
      case Reservation.Shipped(int quantity, int takenBack, Instant at) -> {
        to.setStage(ReservationStage.SHIPPED);
        to.setQuantity(quantity);
        to.setTakenBack(takenBack);
        to.setAt(at);
      }
    }
    return to.build();
  }

  @Override
  Entry<Reservation> fromAvro(SpecificRecord record) {
    if (!(record instanceof ReservationState s)) {
      throw unexpected(record, "reservation");
    }
    Reservation reservation =
        switch (s.getStage()) {
          case NONE -> new Reservation.None();
          case HELD -> new Reservation.Held(s.getQuantity());
          case RELEASED -> new Reservation.Released(s.getAt());
          case SHIPPED -> new Reservation.Shipped(s.getQuantity(), s.getTakenBack(), s.getAt());
          case UNRECOGNISED -> throw unrecognised("ReservationState.stage");
        };
    return new Entry<>(
        s.getVersion(),
        RecentCodec.fromAvro(s.getRecent(), s.getAggregateId(), s.getPartition()),
        reservation);
  }
}
