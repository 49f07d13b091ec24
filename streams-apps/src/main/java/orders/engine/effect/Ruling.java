package orders.engine.effect;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What becomes of a delivery.
///
/// @param again whether the queue should hand it out again
/// @param records what is written because of it: a result, a dead letter, or nothing
record Ruling(Delivery delivery, boolean again, List<ProducerRecord<String, byte[]>> records) {

  Ruling {
    records = List.copyOf(records);
  }
}
