package orders.torture.measure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import orders.cli.Failure;
import org.junit.jupiter.api.Test;

/// Nothing of the harness breaks in silence.
class AlarmTest {

  private final Alarm alarm = new Alarm();

  @Test
  void as_long_as_nothing_breaks_it_is_silent() {
    assertThatCode(alarm::check).doesNotThrowAnyException();
  }

  @Test
  void a_thread_that_breaks_ends_the_run_and_its_name_is_told() throws InterruptedException {
    Thread broken =
        Thread.ofVirtual()
            .name("client 3")
            .uncaughtExceptionHandler(alarm)
            .start(
                () -> {
                  throw new IllegalStateException("no idea");
                });
    broken.join();
    alarm.raise("somebody else", new IllegalStateException("because of it"));
    assertThatThrownBy(alarm::check)
        .isInstanceOf(Failure.class)
        .hasMessage("the harness broke: client 3: java.lang.IllegalStateException: no idea")
        .hasCauseInstanceOf(IllegalStateException.class);
  }
}
