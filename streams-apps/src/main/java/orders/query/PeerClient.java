package orders.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;

/// The one hop: asks the instance that holds the partitions. It never forwards any further.
public final class PeerClient {

  /// Where an instance answers its peers.
  public static final String PATH = "/peer/query";

  /// The largest question an instance takes, in bytes.
  public static final int QUERY_BYTES_MAX = 64 * 1024;

  private static final Duration CONNECT_WAIT = Duration.ofMillis(500);
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(2);

  static final JsonMapper JSON =
      JsonMapper.builder().addModule(new Jdk8Module()).addModule(new JavaTimeModule()).build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WAIT)
          .build();

  /// Asks a peer.
  ///
  /// @throws ViewReader.Unavailable when it is gone, slow or not ready
  public PartReply ask(HostInfo peer, PartQuery query) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + peer.host() + ":" + peer.port() + PATH))
              .timeout(ANSWER_WAIT.plusMillis(query.patienceMs()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(query)))
              .build();
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new ViewReader.Unavailable("the instance that holds the row is not ready");
      }
      return JSON.readValue(response.body(), PartReply.class);
    } catch (IOException e) {
      throw new ViewReader.Unavailable("the instance that holds the row does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewReader.Unavailable("interrupted");
    }
  }

  /// Answers a peer's question from the tables here.
  ///
  /// @throws IllegalArgumentException when the bytes are no question
  public static byte[] answer(PartQueries local, byte[] query) {
    try {
      return JSON.writeValueAsBytes(local.ask(JSON.readValue(query, PartQuery.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a question of a peer", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a question of a peer", e);
    }
  }
}
