package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import orders.contract.RegistryClient;
import orders.contract.SchemaStore;
import orders.contract.Topics;
import orders.contract.registry.RegisteredSchema;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.SchemaLog;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two registries over one topic: one writes at a time, and the one that was fenced meanwhile
/// serves no write that it had decided before.
class RegistryWritersTest {

  private static final int SCHEMAS_EACH = 10;

  @TempDir static Path directory;
  private static TestCluster kafka;

  @BeforeAll
  static void start() {
    kafka = TestCluster.start(directory, 1);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void two_registries_never_give_one_id_to_two_schemas() throws Exception {
    try (SchemaLog one = new SchemaLog(kafka.connection().common());
        SchemaLog two = new SchemaLog(kafka.connection().common());
        RegistryServer first = RegistryServer.start(0, one);
        RegistryServer second = RegistryServer.start(0, two);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Map<Integer, Schema>>> results =
          threads.invokeAll(List.of(registering(first, "a"), registering(second, "b")));
      Map<Integer, Schema> all = new HashMap<>(results.getFirst().get());
      all.putAll(results.getLast().get());
      assertThat(all).hasSize(2 * SCHEMAS_EACH);
      assertThat(shared(one)).isEqualTo(shared(two)).hasSize(2 * SCHEMAS_EACH);
      for (RegisteredSchema version : shared(one)) {
        assertThat(all).containsEntry(version.id(), version.schema());
      }
    }
  }

  @Test
  void what_a_fenced_writer_had_decided_is_never_read() throws Exception {
    try (var stale = new KafkaProducer<byte[], byte[]>(asTheRegistry());
        SchemaLog registry = new SchemaLog(kafka.connection().common())) {
      stale.initTransactions();
      stale.beginTransaction();
      stale.send(new ProducerRecord<>(Topics.SCHEMAS, 0, key("ghost"), value("ghost"))).get();
      int before = registry.all().stream().mapToInt(RegisteredSchema::id).max().orElse(0);
      assertThat(registry.register("real", schema("Real"))).isEqualTo(before + 1);
      assertThatThrownBy(stale::commitTransaction).isInstanceOf(ProducerFencedException.class);
      assertThat(registry.subjects()).contains("real").doesNotContain("ghost");
    }
  }

  @Test
  void a_registry_whose_broker_is_gone_says_so(@TempDir Path other) throws Exception {
    TestCluster mortal = TestCluster.start(other, 1);
    try (SchemaLog served = new SchemaLog(mortal.connection().common());
        SchemaLog direct = new SchemaLog(mortal.connection().common());
        RegistryServer server = RegistryServer.start(0, served);
        HttpClient http = HttpClient.newHttpClient()) {
      mortal.close();
      var request = HttpRequest.newBuilder(URI.create(server.url() + "/subjects")).build();
      var answering = http.sendAsync(request, BodyHandlers.ofString());
      assertThatThrownBy(() -> direct.register("s", schema("S")))
          .isInstanceOf(SchemaStore.Unavailable.class);
      var answer = answering.get(1, TimeUnit.MINUTES);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("\"error_code\":50001");
    }
  }

  private static List<RegisteredSchema> shared(SchemaLog log) {
    return log.all().stream().filter(one -> one.subject().startsWith("shared-")).toList();
  }

  private static Callable<Map<Integer, Schema>> registering(RegistryServer server, String name) {
    return () -> {
      Map<Integer, Schema> ids = new HashMap<>();
      try (var client = new RegistryClient(List.of(server.url()), Optional.empty())) {
        for (int i = 0; i < SCHEMAS_EACH; i++) {
          Schema schema = schema(name + i);
          ids.put(client.register("shared-" + name + i, schema), schema);
        }
      }
      return ids;
    };
  }

  private static Map<String, Object> asTheRegistry() {
    Map<String, Object> settings = new HashMap<>(kafka.connection().common());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "orders-schemas");
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  private static Schema schema(String name) {
    return SchemaBuilder.record(name).fields().endRecord();
  }

  private static byte[] key(String subject) {
    return ("{\"keytype\":\"SCHEMA\",\"subject\":\"" + subject + "\",\"version\":1,\"magic\":1}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] value(String subject) {
    String schema = "{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"G\\\",\\\"size\\\":1}";
    return ("{\"subject\":\""
            + subject
            + "\",\"version\":1,\"id\":1,\"schema\":\""
            + schema
            + "\",\"deleted\":false}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
