package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orders.local.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A transaction costs the same for four partitions as for one: what its tasks write goes out
/// together, and then its offsets and its end.
class RequestsOfACommitTest {

  private static final int PARTITIONS = 4;
  private static final int WINDOWS = 4;
  private static final int ROUNDS = 10;
  private static final int AT_ONCE = 24;

  /// One with records, one with offsets, one with the end, and some for a transaction that had to
  /// ask twice, because the markers of the last one were still being written.
  private static final double REQUESTS_MAX = 4;

  @TempDir Path directory;

  @Test
  void the_tasks_of_a_thread_do_not_send_one_behind_the_other() throws Exception {
    try (TestCluster kafka = TestCluster.start(directory.resolve("kafka"), PARTITIONS);
        Sandbox world = Market.world();
        Market shop =
            Market.open(
                Market.settings(
                    kafka, directory.resolve("state"), world, Map.of("policies", "off")),
                world)) {
      shop.product("pen", 250, 1_000_000);
      orders(shop, "first");

      List<String> scrapes = new ArrayList<>(List.of(shop.managed("/metrics")));
      for (int round = 0; round < WINDOWS * ROUNDS; round++) {
        orders(shop, "round-" + round);
        if ((round + 1) % ROUNDS == 0) {
          scrapes.add(shop.managed("/metrics"));
        }
      }
      for (String app : List.of("order-service", "view-orders")) {
        assertThat(leastRequests(scrapes, app)).as("requests of %s", app).isLessThan(REQUESTS_MAX);
      }
    }
  }

  /// Requests a commit in the quietest window: noise adds some, and takes none away.
  private static double leastRequests(List<String> scrapes, String app) {
    double least = Double.MAX_VALUE;
    for (int window = 1; window < scrapes.size(); window++) {
      String before = scrapes.get(window - 1);
      String after = scrapes.get(window);
      double commits = commits(after, app) - commits(before, app);
      assertThat(commits).as("commits of %s", app).isPositive();
      least = Math.min(least, (requests(after, app) - requests(before, app)) / commits);
    }
    return least;
  }

  /// Orders of every partition, at the same time.
  private static void orders(Market shop, String round) throws Exception {
    try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        String key = round + "-" + i;
        calls.add(() -> shop.order("c-" + key, key, "pen", 1));
      }
      for (Future<HttpResponse<String>> placed : customers.invokeAll(calls)) {
        Market.id(placed.get());
      }
    }
  }

  private static double commits(String metrics, String app) {
    return sum(metrics, "kafka_stream_thread_commit_total\\{[^}]*thread_id=\"" + app);
  }

  private static double requests(String metrics, String app) {
    return sum(metrics, "kafka_producer_request_total\\{client_id=\"" + app);
  }

  private static double sum(String metrics, String series) {
    Matcher found = Pattern.compile(series + "[^}]*} (\\S+)").matcher(metrics);
    double sum = 0;
    while (found.find()) {
      sum += Double.parseDouble(found.group(1));
    }
    return sum;
  }
}
