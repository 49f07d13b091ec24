package orders.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The address that other instances reach this one under, where it is a task of Amazon ECS.
///
/// A task there has further addresses, of which the name of the machine may stand for one that
/// nobody else can reach; ECS itself says which one is the network's.
final class TaskAddress {

  /// Where ECS answers, as it tells every container.
  static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";

  /// A machine on which everything starts at once is slow.
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private TaskAddress() {}

  /// Empty where there is no ECS.
  ///
  /// @throws IllegalArgumentException when ECS answers with no address: a guess would send the
  ///     questions of others nowhere
  static Optional<String> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE)).map(TaskAddress::ask);
  }

  private static String ask(String uri) {
    var request = HttpRequest.newBuilder(URI.create(uri)).timeout(WAIT).build();
    try (var client = HttpClient.newBuilder().connectTimeout(WAIT).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw unknown("status " + answer.statusCode());
      }
      return address(answer.body());
    } catch (IOException e) {
      throw unknown(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("interrupted");
    }
  }

  private static String address(String metadata) throws IOException {
    for (JsonNode network : JSON.readTree(metadata).path("Networks")) {
      String address = network.path("IPv4Addresses").path(0).asText("");
      if (!address.isEmpty()) {
        return address;
      }
    }
    throw unknown("no IPv4 address in it");
  }

  private static IllegalArgumentException unknown(String why) {
    return new IllegalArgumentException(
        "advertised.host is needed: " + VARIABLE + " does not say this task's address: " + why);
  }
}
