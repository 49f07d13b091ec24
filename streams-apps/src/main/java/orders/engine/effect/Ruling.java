package orders.engine.effect;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What becomes of a delivery.
///
/// @param records what is written because of it: a result, a dead letter, or nothing
record Ruling(Delivery delivery, Fate fate, List<ProducerRecord<String, byte[]>> records) {

  /// What the queue is told of it.
  enum Fate {
    DONE,
    /// It should be handed out again.
    AGAIN,
    /// It is put aside, and never handed out again.
    DEAD
  }

  Ruling {
    records = List.copyOf(records);
  }
}
