package orders.contract.serde;

import orders.contract.SchemaStore;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;

/// What a registry's silence is to Kafka's clients: the same as with Confluent's serializers, so
/// that what is tried again and what ends a client does not depend on whose they are.
final class Failures {

  private Failures() {}

  static KafkaException of(String what, SchemaStore.Unavailable failure) {
    return switch (failure.status()) {
      case 401 -> new AuthenticationException(what, failure);
      case 403 -> new AuthorizationException(what, failure);
      case 429 -> new ThrottlingQuotaExceededException(what);
      case 408, 500, 503, 504 -> new TimeoutException(what, failure);
      case 502 -> new DisconnectException(what, failure);
      default -> new SerializationException(what, failure);
    };
  }
}
