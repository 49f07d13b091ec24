package orders.engine;

import orders.contract.Catalogue;
import orders.contract.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// The time of a record, for every source of every app. Who writes with a client that knows no
/// times sends -1, which a broker takes on a topic with times of its writers; Streams would stop
/// the app at it, or drop it unseen.
///
/// An event without a time is none, and halts its readers like anything else that is no event.
/// Anywhere else the time decides nothing, and the record may well be good: a payment is one
/// whenever it was made. It gets the latest time that its partition has come to.
public final class RecordTime implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() >= 0) {
      return record.timestamp();
    }
    Topic topic = Catalogue.get().topics().get(record.topic());
    if (topic != null && topic.poison() == Topic.Poison.HALT) {
      throw EventRecord.BrokenLog.timeless(record);
    }
    return Math.max(0, partitionTime);
  }
}
