package orders.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;

/// A consumer whose brokers send it nothing.
public final class SilentConsumer extends MockConsumer<String, byte[]> {

  public SilentConsumer() {
    super("none");
  }

  @Override
  public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
    LockSupport.parkNanos(timeout.toNanos());
    return ConsumerRecords.empty();
  }
}
