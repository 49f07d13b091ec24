package orders.engine.effect;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A request as a queue hands it out.
///
/// @param earlier how often it was handed out before, as far as the queue counts
/// @param doubtful whether somebody may have worked on it before
record Delivery(ConsumerRecord<String, byte[]> record, int earlier, boolean doubtful) {

  String origin() {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
