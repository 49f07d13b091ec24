package orders.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a supervisor of containers runs inside of one: an image need not bring a client of HTTP.
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Ask the process on this machine whether it is well; 0 when it is, 1 when it has to be"
          + " replaced.",
      "With --ready, whether requests should come here: not while its stores are being filled."
    })
final class HealthCommand implements Callable<Integer> {

  private static final Duration WAIT = Duration.ofSeconds(5);

  @Option(
      names = "--management-url",
      description = "of the process (${DEFAULT-VALUE})",
      defaultValue = "http://127.0.0.1:8481")
  private URI url = URI.create("http://127.0.0.1:8481");

  @Option(names = "--ready", description = "whether it takes requests")
  private boolean ready;

  @Override
  public Integer call() throws InterruptedException {
    URI asked = url.resolve(ready ? "/readyz" : "/livez");
    HttpRequest request = HttpRequest.newBuilder(asked).timeout(WAIT).build();
    try (var client = HttpClient.newBuilder().connectTimeout(WAIT).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      System.out.println(answer.body());
      return answer.statusCode() == 200 ? ExitCodes.OK : ExitCodes.FAILED;
    } catch (IOException e) {
      System.out.println("no answer at " + url);
      return ExitCodes.FAILED;
    }
  }
}
