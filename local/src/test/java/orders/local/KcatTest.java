package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.engine.EnvelopeWriter;
import orders.kafka.ClientProperties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that nobody here wrote sees what a record is, without a schema.
class KcatTest {

  @TempDir Path directory;

  @Test
  void kcat_shows_key_and_envelope() throws Exception {
    assumeTrue(installed(), "kcat is not installed");
    try (TestCluster kafka = TestCluster.start(directory, 2)) {
      send(kafka);
      var command =
          new ProcessBuilder(
              List.of(
                  "kcat",
                  "-b",
                  kafka.connection().bootstrap(),
                  "-C",
                  "-t",
                  Topics.ORDERS_EVENTS,
                  "-e",
                  "-q",
                  "-f",
                  "%k %h\n"));
      Process kcat = command.start();
      String shown = new String(kcat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kcat.waitFor()).isZero();
      assertThat(shown)
          .startsWith("order-1 ")
          .contains("ce_specversion=1.0", "ce_type=OrderPlaced", "ce_subject=order-1");
    }
  }

  private static void send(TestCluster kafka) throws Exception {
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(kafka.connection(), "kcat-test"))) {
      byte[] value = Envelope.bytes("value");
      var headers =
          new EnvelopeWriter("/orders")
              .envelope("1", "OrderPlaced", "order-1", java.time.Instant.EPOCH, value);
      producer
          .send(new ProducerRecord<>(Topics.ORDERS_EVENTS, null, null, "order-1", value, headers))
          .get();
    }
  }

  private static boolean installed() throws IOException {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kcat")));
  }
}
