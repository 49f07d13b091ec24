package orders.torture.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever happens, what was started is closed.
class TeardownTest {

  private final List<String> closed = new ArrayList<>();
  private final Teardown teardown = new Teardown();

  @Test
  void the_last_is_closed_first_and_one_that_cannot_be_keeps_none_of_the_others() {
    teardown.add(() -> closed.add("first"));
    teardown.add(
        () -> {
          throw new IllegalStateException("does not die");
        });
    teardown.add(() -> closed.add("last"));
    assertThatThrownBy(teardown::close)
        .hasMessageContaining("does not die")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("last", "first");
  }

  @Test
  void nothing_is_closed_twice() {
    teardown.add(() -> closed.add("once"));
    teardown.close();
    teardown.close();
    assertThat(closed).containsExactly("once");
  }

  @Test
  void why_it_could_not_be_started_is_told_rather_than_why_it_could_not_be_closed() {
    teardown.add(
        () -> {
          throw new IllegalStateException("does not die");
        });
    var broken = new IllegalArgumentException("no port");
    assertThat(teardown.because(broken)).isSameAs(broken);
    assertThat(broken.getSuppressed()).hasSize(1);
  }
}
