package orders.torture.twins;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import orders.local.AppProcess;
import orders.local.sandbox.Ledger;
import orders.local.sandbox.Sandbox;

/// Whether the orders of a run have come to an end, look after look.
final class Drained {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final List<String> UNDER_WAY = List.of("PLACED", "RESERVED", "PAID", "SHIPPED");

  private final AppProcess app;
  private final Sandbox sandbox;
  private Map<String, Ledger.Totals> before = Map.of();

  /// @param app that is asked for orders under way
  Drained(AppProcess app, Sandbox sandbox) {
    this.app = app;
    this.sandbox = sandbox;
  }

  boolean look() throws InterruptedException {
    return ended() && settled();
  }

  private boolean ended() throws InterruptedException {
    for (String status : UNDER_WAY) {
      if (!get("/v1/orders?limit=1&status=" + status).contains("\"items\":[]")) {
        return false;
      }
    }
    return true;
  }

  /// The provider holds nothing, and nothing has changed since the last look.
  private boolean settled() {
    Map<String, Ledger.Totals> now = sandbox.ledger();
    boolean same = now.equals(before);
    before = now;
    return same && now.values().stream().allMatch(totals -> totals.heldMinor() == 0);
  }

  private String get(String path) throws InterruptedException {
    URI uri = app.url(path);
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }
}
