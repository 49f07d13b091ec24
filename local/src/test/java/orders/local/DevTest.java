package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `orders dev`, as it is typed.
@Tag("alone")
class DevTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  /// A drain of more than 25 s ends the process with another exit code; the rest is for a machine
  /// that is busy.
  private static final Duration DRAINED_MAX = Duration.ofSeconds(40);

  /// The orders of the small sample.
  private static final int SAMPLE = 200;

  /// A list is read from views, which follow what was written.
  private static final Duration SHOWN_MAX = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void aSecondStartFindsEveryOrderAgain() throws Exception {
    DevProcess.Ports ports = DevProcess.Ports.free();
    Set<String> before;
    try (DevProcess dev = DevProcess.start(directory, ports, "small")) {
      dev.awaitSaid("Try:");
      assertThat(dev.get("/v1/stock").body()).as("what it says to try").contains("pencil");
      dev.awaitSaid(DevProcess.READY).awaitSaid("200 orders");
      assertThat(dev.post("/v1/orders", "mine", pencil()).statusCode()).isEqualTo(201);
      before = await().atMost(SHOWN_MAX).until(() -> orders(dev), all -> all.size() > SAMPLE);
      refused(directory.resolve("other"), DevProcess.Ports.free().withApi(ports.api()), dev);
      refusedForItsData(directory);

      dev.signal("INT");

      assertThat(dev.exitCode(DRAINED_MAX)).isZero();
      assertThat(dev.said())
          .contains("not ready any more", "HTTP drained", "Streams closed", "Kafka stopped")
          .doesNotContain("took too long", "Exception");
    }
    try (DevProcess again = DevProcess.start(directory, ports, "none")) {
      again.awaitSaid(DevProcess.READY);
      assertThat(orders(again)).containsAll(before);
      HttpResponse<String> repeated = again.post("/v1/orders", "mine", pencil());
      assertThat(repeated.statusCode()).isEqualTo(201);
      assertThat(repeated.headers().firstValue("Idempotent-Replayed")).contains("true");

      again.signal("TERM");

      assertThat(again.exitCode(DRAINED_MAX)).isZero();
    }
  }

  @Test
  void aStartThatIsInterruptedEndsWithNothingLeft() throws Exception {
    DevProcess.Ports ports = DevProcess.Ports.free();
    try (DevProcess dev = DevProcess.start(directory, ports, "none")) {
      dev.awaitSaid("✓ Kafka");

      dev.signal("INT");

      assertThat(dev.exitCode(DRAINED_MAX)).isZero();
      assertThat(dev.said()).contains("Kafka stopped").doesNotContain(DevProcess.READY);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    DevProcess.Ports ports = DevProcess.Ports.free();
    try (var taken = new ServerSocket(ports.kafka(), 1, InetAddress.getLoopbackAddress());
        DevProcess dev = DevProcess.start(directory, ports, "none")) {
      assertThat(dev.exitCode(Duration.ofMinutes(1))).isEqualTo(78);
      assertThat(dev.said())
          .contains(
              "orders: port "
                  + taken.getLocalPort()
                  + " (Kafka) is in use by process "
                  + ProcessHandle.current().pid());
    }
  }

  /// One line says which port and who has it; nothing is left.
  private static void refused(Path data, DevProcess.Ports ports, DevProcess holder)
      throws InterruptedException {
    try (DevProcess second = DevProcess.start(data, ports, "none")) {
      assertThat(second.exitCode(Duration.ofMinutes(1))).isEqualTo(78);
      assertThat(second.said().lines().filter(line -> line.startsWith("orders: ")))
          .containsExactly(
              "orders: port %d (API) is in use by process %d (java)"
                  .formatted(ports.api(), holder.pid()));
      assertThat(DevProcess.Ports.free(ports.kafka())).isTrue();
      assertThat(DevProcess.Ports.free(ports.registry())).isTrue();
      assertThat(data).doesNotExist();
    }
  }

  private static void refusedForItsData(Path data) throws InterruptedException {
    try (DevProcess second = DevProcess.start(data, DevProcess.Ports.free(), "none")) {
      assertThat(second.exitCode(Duration.ofMinutes(1))).isEqualTo(78);
      assertThat(second.said()).contains("is in use by another orders dev");
    }
  }

  private static String pencil() {
    return Pair.order("ada").replace("\"pen\"", "\"pencil\"");
  }

  /// Every order's id, page by page.
  private static Set<String> orders(DevProcess dev) throws IOException {
    Set<String> ids = new TreeSet<>();
    Optional<String> path = Optional.of("/v1/orders?limit=100");
    while (path.isPresent()) {
      HttpResponse<String> page = dev.get(path.get());
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      for (JsonNode order : JSON.readTree(page.body()).get("items")) {
        ids.add(order.get("orderId").asText());
      }
      path =
          page.headers()
              .firstValue("Link")
              .map(NEXT::matcher)
              .filter(Matcher::find)
              .map(link -> link.group(1));
    }
    return ids;
  }
}
