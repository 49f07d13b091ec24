package orders.torture.twins;

import java.util.Properties;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;

/// After `StreamsProperties.common`.
final class LogAndContinue {

  private LogAndContinue() {}

  @Advice.OnMethodExit
  static void after(@Advice.Return Properties properties) {
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueProcessingExceptionHandler.class);
  }
}
