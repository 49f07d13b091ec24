package orders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;

/// What somebody reads who typed a command.
class FailuresTest {

  private static final String FULL = "While appending to file: 000004.log: No space left on device";

  @Test
  void a_full_disk_is_named_with_what_to_do_about_it() {
    Failure said =
        Failures.said(
            new ProcessorStateException(
                "Error opening store order-timers at location rocksdb", new IOException(FULL)));
    assertThat(said)
        .hasMessage("Error opening store order-timers at location rocksdb: " + FULL)
        .extracting(Failure::exitCode, Failure::hint)
        .containsExactly(
            ExitCodes.FAILED, "make room there; ORDERS_STATE_DIR says where state is kept");
  }

  @Test
  void a_cause_that_adds_nothing_is_not_said_twice() {
    var cause = new IOException("broken");
    assertThat(Failures.said(new IllegalStateException("it is broken", cause)))
        .hasMessage("it is broken");
    assertThat(Failures.said(new IllegalStateException("it failed", new IOException())))
        .hasMessage("it failed");
  }
}
