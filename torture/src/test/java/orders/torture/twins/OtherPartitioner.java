package orders.torture.twins;

import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.producer.ProducerRecord;

/// After `CommandGateway.record`.
public final class OtherPartitioner {

  /// Of every keyed topic in the runs of twins.
  public static final int PARTITIONS = 4;

  private OtherPartitioner() {}

  @Advice.OnMethodExit
  @SuppressWarnings({"UnusedVariable", "ParameterReassignment"}) // what is assigned is returned
  static void after(@Advice.Return(readOnly = false) ProducerRecord<String, byte[]> record) {
    record =
        new ProducerRecord<>(
            record.topic(),
            Math.floorMod(record.key().hashCode(), PARTITIONS),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
  }
}
