package orders.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.errors.WakeupException;

/// A consumer whose brokers send it nothing.
public final class SilentConsumer extends MockConsumer<String, byte[]> {

  private boolean woken;

  public SilentConsumer() {
    super("none");
  }

  @Override
  public synchronized void wakeup() {
    woken = true;
  }

  @Override
  public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
    if (woken) {
      throw new WakeupException();
    }
    LockSupport.parkNanos(timeout.toNanos());
    return ConsumerRecords.empty();
  }
}
