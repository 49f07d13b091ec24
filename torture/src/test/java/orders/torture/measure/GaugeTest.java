package orders.torture.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process has, seen from outside. It looks at itself.
class GaugeTest {

  private static final int MANY = 200;

  @TempDir Path state;

  @BeforeEach
  void linux() {
    assumeTrue(Gauge.possible(), "there is no /proc");
  }

  @Test
  void files_that_are_open_are_counted() throws IOException {
    Path file = Files.writeString(state.resolve("file"), "text");
    int before = read().handles();
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      open.add(Files.newInputStream(file));
    }
    assertThat(read().handles()).isGreaterThan(before + MANY / 2);
    for (InputStream one : open) {
      one.close();
    }
  }

  @Test
  void threads_are_counted() {
    var over = new CountDownLatch(1);
    int before = read().threads();
    for (int i = 0; i < MANY; i++) {
      Thread.ofPlatform().daemon().start(() -> await(over));
    }
    assertThat(read().threads()).isGreaterThan(before + MANY / 2);
    over.countDown();
  }

  @Test
  void state_is_what_all_of_its_files_have() throws IOException {
    Files.write(state.resolve("one"), new byte[1_000]);
    Files.write(Files.createDirectory(state.resolve("in")).resolve("two"), new byte[234]);
    assertThat(read().stateBytes()).isEqualTo(1_234);
  }

  @Test
  void a_process_has_memory_and_one_that_has_ended_is_not_there() throws Exception {
    assertThat(read().residentBytes()).isGreaterThan(10L << 20);
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(Gauge.read("ended", ended.pid(), state)).isEmpty();
  }

  private Reading read() {
    return Gauge.read("self", ProcessHandle.current().pid(), state).orElseThrow();
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
