package orders.local;

import org.apache.kafka.clients.producer.ProducerRecord;

/// A record as clients send it that know no times; Kafka's own producer refuses to make one.
final class Timeless extends ProducerRecord<byte[], byte[]> {

  private static final long NONE = -1;

  Timeless(ProducerRecord<byte[], byte[]> record) {
    super(record.topic(), record.partition(), record.key(), record.value(), record.headers());
  }

  @Override
  public Long timestamp() {
    return NONE;
  }
}
