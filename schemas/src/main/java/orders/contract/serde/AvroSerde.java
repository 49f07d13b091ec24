package orders.contract.serde;

import org.apache.kafka.common.serialization.Serdes;

/// [AvroSerializer] and [AvroDeserializer] in one, as Kafka Streams wants them.
public final class AvroSerde extends Serdes.WrapperSerde<Object> {

  /// For Kafka, which calls `configure` next.
  public AvroSerde() {
    super(new AvroSerializer(), new AvroDeserializer());
  }
}
