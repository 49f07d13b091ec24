package orders.engine.effect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.kafka.AdminAnswer;
import orders.kafka.BrokerUnreachable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/// Asks whether the broker that coordinates a share group is there, with a client that waits
/// quietly. Used by one thread.
final class ShareCoordinator implements AutoCloseable {

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

  private final Map<String, Object> settings;
  private final String group;

  private record Question(Admin admin, KafkaFuture<?> answer) {}

  private @Nullable Question question;

  /// @param settings of an administrator's client
  ShareCoordinator(Map<String, Object> settings, String group) {
    this.settings = Map.copyOf(settings);
    this.group = group;
  }

  /// Goes on waiting for the answer if it did not come the last time.
  ///
  /// @return whether it came, whatever it says
  boolean answers(Duration wait) {
    if (question == null) {
      Admin admin = Admin.create(settings);
      question = new Question(admin, admin.describeShareGroups(List.of(group)).all());
    }
    boolean answered = answered(question.answer(), wait);
    if (answered || question.answer().isDone()) {
      close();
    }
    return answered;
  }

  private static boolean answered(KafkaFuture<?> answer, Duration wait) {
    try {
      AdminAnswer.of(answer, wait);
      return true;
    } catch (BrokerUnreachable e) {
      return false;
    } catch (IllegalStateException e) {
      return true; // it refuses, so it is there
    }
  }

  @Override
  public void close() {
    if (question != null) {
      question.admin().close(CLOSE_WAIT);
      question = null;
    }
  }
}
