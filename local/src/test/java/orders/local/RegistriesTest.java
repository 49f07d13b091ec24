package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import orders.aggregate.order.Contact;
import orders.aggregate.order.OrderCommand;
import orders.aggregate.order.OrderLine;
import orders.aggregate.stock.StockCommand;
import orders.app.Commands;
import orders.app.Node;
import orders.app.Reads;
import orders.app.RegistryProcess;
import orders.app.Role;
import orders.app.Settings;
import orders.cli.Main;
import orders.contract.Topics;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.RegistryServer;
import orders.contract.registry.RegistryServer.Access;
import orders.engine.CommandPort;
import orders.engine.Outcome;
import orders.engine.Outgoing;
import orders.kafka.ClientProperties;
import orders.policy.Ids;
import orders.projection.orders.OrderStatus;
import orders.query.ViewReader.Freshness;
import orders.registry.GlueStub;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job with every other registry than the topic: nothing but settings differs.
class RegistriesTest {

  private static final UUID IDS = UUID.fromString("0b9ad8f4-1df6-4d4e-8f0a-5a6a4a2f7d10");

  @TempDir Path directory;

  @Test
  void a_registry_behind_a_url() throws Exception {
    try (var server = RegistryServer.start(0, new MemoryRegistry())) {
      Map<String, String> settings = Map.of("schema.registry", server.url().toString());
      assertThat(firstByteAfterAnOrder(settings)).isEqualTo((byte) 0);
    }
  }

  @Test
  void confluents_own_serializers() throws Exception {
    try (var server = RegistryServer.start(0, new MemoryRegistry())) {
      Map<String, String> settings =
          Map.of(
              "schema.registry.url",
              server.url().toString(),
              "value.serializer",
              "io.confluent.kafka.serializers.KafkaAvroSerializer",
              "value.deserializer",
              "io.confluent.kafka.serializers.KafkaAvroDeserializer");
      assertThat(firstByteAfterAnOrder(settings)).isEqualTo((byte) 0);
    }
  }

  @Test
  void aws_glue() throws IOException {
    try (var _ = GlueStub.start()) {
      assertThat(firstByteAfterAnOrder(Map.of("schema.registry", "glue:orders")))
          .isEqualTo((byte) 3);
    }
  }

  @Test
  void our_own_is_served_to_others_to_be_read() throws Exception {
    try (TestCluster kafka = TestCluster.start(directory.resolve("kafka"), 1)) {
      Map<String, String> settings = kafka.settings();
      settings.put("management.port", "0");
      var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      try (var served =
          RegistryProcess.start(Settings.read(Map.of(), settings), anywhere, Access.READ_ONLY)) {
        String address = "--registry=" + served.url();
        assertThat(Main.line().execute("schemas", "check", address)).isZero();
        assertThat(Main.line().execute("schemas", "register", address)).isZero();
      }
      settings.put("schema.registry", "http://localhost:1");
      assertThatThrownBy(
              () ->
                  RegistryProcess.start(
                      Settings.read(Map.of(), settings), anywhere, Access.READ_ONLY))
          .hasMessageContaining("schema.registry");
    }
  }

  /// Takes an order until it is reserved, and tells how its event starts.
  private byte firstByteAfterAnOrder(Map<String, String> registry) {
    try (TestCluster kafka = TestCluster.start(directory.resolve("kafka"), 1)) {
      Map<String, String> settings = kafka.settings();
      settings.putAll(registry);
      settings.put("state.dir", directory.resolve("state").toString());
      settings.put("partitions", "1");
      try (Node node =
          new Node(Settings.read(Map.of(), settings), EnumSet.allOf(Role.class), () -> 0)) {
        node.startServices();
        Reads reads = node.startReads();
        Commands commands = node.startCommands();
        send(commands.stock(), "pen", "list", new StockCommand.ListProduct("pen", 500, "EUR"));
        send(commands.stock(), "pen", "receive", new StockCommand.ReceiveStock(10));
        String order = Ids.derived(IDS, "one").toString();
        send(commands.orders(), order, "one", placing());
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(reads.summaries().get(order, Freshness.ANY).value())
                        .hasValueSatisfying(
                            row -> assertThat(row.status()).isEqualTo(OrderStatus.RESERVED)));
      }
      return firstEvent(kafka)[0];
    }
  }

  private static OrderCommand placing() {
    var contact = new Contact("Ada", "ada@example.org", "1 Byron Row");
    var lines = List.of(new OrderLine("pen", 3, 500));
    return new OrderCommand.PlaceOrder("c1", lines, "EUR", contact, "tok-approve");
  }

  private static <C> void send(CommandPort<C> port, String id, String key, C command) {
    var settled =
        port.submit(
                new Outgoing<>(
                    id,
                    Ids.derived(IDS, id + key),
                    command,
                    OptionalLong.empty(),
                    "00000000000000ff",
                    Optional.of(key)))
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
    assertThat(settled.outcome().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
  }

  private static byte[] firstEvent(TestCluster kafka) {
    var partition = new TopicPartition(Topics.ORDERS_EVENTS, 0);
    try (var consumer =
        new KafkaConsumer<String, byte[]>(
            ClientProperties.reader(kafka.connection(), "registries-test"))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> consumer.poll(Duration.ofMillis(100)).records(partition),
              records -> !records.isEmpty())
          .getFirst()
          .value();
    }
  }
}
