package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orders.aggregate.order.OrderEvent;
import orders.codec.Codecs;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.SchemaLog;
import orders.contract.serde.AvroDeserializer;
import orders.kafka.ClientProperties;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kafkajs with @kafkajs/confluent-schema-registry, which share no code with us, read our events
/// and write a record that ours read.
class KafkajsTest {

  private static final Path SOURCE = Path.of("src/test/node/kafkajs");
  private static final Path INSTALLED = Path.of("target/kafkajs");
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<OrderEvent> EVENTS =
      List.of(new OrderEvent.LineReserved("tea", 3), new OrderEvent.LineReserved("pot", 1));

  @TempDir Path directory;

  @Test
  void kafkajs_reads_ours_and_ours_read_what_it_writes() throws Exception {
    assumeTrue(onPath("node") && onPath("npm"), "node and npm are not installed");
    install();
    try (TestCluster kafka = TestCluster.start(directory, 1);
        SchemaLog registry = new SchemaLog(kafka.connection().common());
        RegistryServer server = RegistryServer.start(0, registry)) {
      send(kafka, Codecs.over(new WireFormat(registry)));
      List<JsonNode> read = new ArrayList<>();
      for (String line : client(kafka, server).lines().toList()) {
        read.add(JSON.readTree(line));
      }
      assertThat(read).extracting(line -> line.path("key").asText()).containsOnly("order-1");
      assertThat(read)
          .extracting(line -> line.path("value").path("sku").asText())
          .containsExactly("tea", "pot");
      assertThat(read)
          .extracting(line -> line.path("value").path("quantity").asInt())
          .containsExactly(3, 1);
      GenericRecord greeting = written(kafka, server);
      assertThat(greeting.getSchema().getFullName()).isEqualTo("foreign.Greeting");
      assertThat(greeting.get("text")).hasToString("grüß dich");
      assertThat(greeting.get("times")).isEqualTo(3L);
      assertThat(greeting.get("tags")).hasToString("[a, b]");
    }
  }

  /// From the lock file, into the build's own folder.
  private static void install() throws Exception {
    Files.createDirectories(INSTALLED);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "client.js")) {
      Files.write(INSTALLED.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    run(Duration.ofMinutes(5), "npm", "ci", "--prefer-offline", "--ignore-scripts");
  }

  private static String client(TestCluster kafka, RegistryServer server) throws Exception {
    return run(
        Duration.ofMinutes(2),
        "node",
        "client.js",
        kafka.connection().bootstrap(),
        server.url().toString(),
        Topics.ORDERS_EVENTS,
        Integer.toString(EVENTS.size()),
        Topics.ORDERS_NOTICES);
  }

  private static String run(Duration patience, String... command) throws Exception {
    File output = INSTALLED.resolve("output.log").toFile();
    File errors = INSTALLED.resolve("errors.log").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(INSTALLED.toFile())
            .redirectOutput(output)
            .redirectError(errors)
            .start();
    boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s", String.join(" ", command), Files.readString(errors.toPath()))
        .isTrue();
    return Files.readString(output.toPath());
  }

  private static void send(TestCluster kafka, Codecs codecs) throws Exception {
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientProperties.producer(kafka.connection(), "kafkajs-test"))) {
      for (OrderEvent event : EVENTS) {
        byte[] value = codecs.orderEvents().encode(event);
        producer.send(new ProducerRecord<>(Topics.ORDERS_EVENTS, "order-1", value)).get();
      }
    }
  }

  private static GenericRecord written(TestCluster kafka, RegistryServer server) {
    var partition = new TopicPartition(Topics.ORDERS_NOTICES, 0);
    try (var deserializer = new AvroDeserializer();
        var consumer =
            new KafkaConsumer<String, byte[]>(
                ClientProperties.reader(kafka.connection(), "kafkajs-test"))) {
      deserializer.configure(Map.of("schema.registry.url", server.url().toString()), false);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      byte[] value =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () -> consumer.poll(Duration.ofMillis(100)).records(partition),
                  records -> !records.isEmpty())
              .getFirst()
              .value();
      return (GenericRecord)
          Objects.requireNonNull(deserializer.deserialize(partition.topic(), value));
    }
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
