package orders.torture.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process that is stopped says nothing until it goes on.
@Timeout(20)
class SignalsTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void it_is_known_whether_a_process_was_stopped_and_it_goes_on_by_itself() throws Exception {
    Process echo = new ProcessBuilder("cat").start();
    try (var to = echo.outputWriter();
        var from = echo.inputReader()) {
      long began = System.nanoTime();
      assertThat(Signals.pause(echo.pid(), SHORT)).isTrue();
      to.write("a\n");
      to.flush();
      assertThat(from.readLine()).isEqualTo("a");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SHORT);
    } finally {
      echo.destroyForcibly();
    }
  }

  @Test
  void one_that_has_ended_was_not_stopped() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(Signals.pause(ended.pid(), SHORT)).isFalse();
  }
}
