package orders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import orders.contract.SchemaStore;
import org.apache.kafka.common.errors.TimeoutException;
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
  void a_registry_whose_broker_is_away_is_no_fault_of_a_registry() {
    assertUnreachable(
        new TimeoutException("no offset within 15 s"),
        "the broker does not answer: no offset within 15 s",
        "check ORDERS_KAFKA_BOOTSTRAP or --config-file");
  }

  @Test
  void a_registry_with_an_address_of_its_own_is_named() {
    assertUnreachable(
        new IOException("connection refused"),
        "the schema registry: asking for a schema",
        "check ORDERS_SCHEMA_REGISTRY and what it names");
  }

  @Test
  void a_cause_that_adds_nothing_is_not_said_twice() {
    var cause = new IOException("broken");
    assertThat(Failures.said(new IllegalStateException("it is broken", cause)))
        .hasMessage("it is broken");
    assertThat(Failures.said(new IllegalStateException("it failed", new IOException())))
        .hasMessage("it failed");
  }

  private static void assertUnreachable(Exception cause, String message, String hint) {
    assertThat(Failures.said(new SchemaStore.Unavailable("asking for a schema", cause)))
        .hasMessage(message)
        .extracting(Failure::exitCode, Failure::hint)
        .containsExactly(ExitCodes.UNREACHABLE, hint);
  }
}
