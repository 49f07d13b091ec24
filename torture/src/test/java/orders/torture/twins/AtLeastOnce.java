package orders.torture.twins;

import java.util.Properties;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.streams.StreamsConfig;

/// After `StreamsProperties.exactlyOnce`.
final class AtLeastOnce {

  private AtLeastOnce() {}

  @Advice.OnMethodExit
  static void after(@Advice.Return Properties properties) {
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
  }
}
