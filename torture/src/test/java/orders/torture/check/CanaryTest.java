package orders.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where personal data is found, and where nobody could look for it.
class CanaryTest {

  private static final String TEXT = "Canarina-1";

  private final Canary canary = new Canary(TEXT);

  @TempDir Path directory;

  @Test
  void in_a_value_it_stands_by_right_and_shows_that_it_is_found() {
    canary.scan(record("order", "name: " + TEXT));
    assertThat(canary.personal().found()).isEqualTo(1);
    assertThat(canary.personal().leaks()).isEmpty();
  }

  @Test
  void in_a_key_and_in_a_header_it_is_a_leak() {
    ConsumerRecord<String, byte[]> record = record("order of " + TEXT, "");
    record.headers().add("why", bytes("because of " + TEXT));
    canary.scan(record);
    assertThat(canary.personal().leaks())
        .containsExactly("the key of t-0@7", "the header why of t-0@7");
  }

  @Test
  void in_a_log_line_it_is_a_leak() throws IOException {
    Path log = directory.resolve("app.log");
    Files.writeString(log, "all is well\nrefused: %s\n".formatted(TEXT));
    canary.scan(log);
    assertThat(canary.personal().leaks()).containsExactly("app.log:2");
    assertThat(canary.personal().unread()).isEmpty();
  }

  @Test
  void a_log_that_is_not_there_was_not_looked_into() {
    canary.scan(directory.resolve("app.log"));
    assertThat(canary.personal().unread()).containsExactly("the log app.log");
  }

  private static ConsumerRecord<String, byte[]> record(String key, String value) {
    return new ConsumerRecord<>("t", 0, 7, key, bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
