package orders.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/// What a cluster answers to an administrator.
public final class AdminAnswer {

  private AdminAnswer() {}

  /// Whether that is why the cluster refused.
  public static boolean refused(RuntimeException answer, Class<? extends Throwable> why) {
    Throwable cause = answer.getCause();
    return why.isInstance(cause) || (cause != null && why.isInstance(cause.getCause()));
  }

  /// Waits for it.
  ///
  /// @throws IllegalStateException when the cluster refuses; its cause's cause says why
  /// @throws BrokerUnreachable when no answer comes in time
  public static <T> T of(KafkaFuture<T> future, Duration wait) {
    try {
      return future.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw new BrokerUnreachable("the cluster does not answer: " + e.getCause().getMessage());
      }
      throw new IllegalStateException("the cluster refused: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new BrokerUnreachable("the cluster does not answer within " + wait.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
