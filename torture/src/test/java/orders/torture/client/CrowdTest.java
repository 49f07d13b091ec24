package orders.torture.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orders.local.AppProcess;
import orders.torture.history.History;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A crowd before a system that is dead for good.
class CrowdTest {

  @TempDir Path directory;

  @Test
  @Timeout(value = 40, unit = TimeUnit.SECONDS)
  void everybody_goes_home_when_nobody_answers_any_more() throws InterruptedException {
    Path file = directory.resolve("history.jsonl");
    try (var dead = AppProcess.start("dead", List.of("all"), Map.of(), directory)) {
      dead.kill();
      try (var crowd = new Crowd(List.of(dead), file, "canary")) {
        crowd.start(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> crowd.unanswered() > 0);
        crowd.finish();
      }
    }
    assertThat(History.read(file)).isNotEmpty().allMatch(CrowdTest::unknown);
  }

  private static boolean unknown(Operation operation) {
    return operation.result() == Result.UNKNOWN;
  }
}
