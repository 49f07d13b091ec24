package orders.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orders.app.Settings;
import orders.contract.SchemaStore;
import orders.contract.asyncapi.Installation;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.RegistryServer;
import orders.kafka.KafkaConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryTest {

  private static final KafkaConnection NO_KAFKA = new KafkaConnection("localhost:1", Map.of());

  @TempDir Path directory;

  @Test
  void itIsTheTopicUnlessSaidOtherwise() {
    assertThat(SchemaRegistry.read(Map.of())).isEqualTo(new SchemaRegistry.Topic(true));
    assertThat(SchemaRegistry.read(Map.of("schema.registry", "topic")))
        .isEqualTo(new SchemaRegistry.Topic(true));
    assertThat(SchemaRegistry.read(Map.of("schema.registry", "glue:orders")))
        .isEqualTo(new SchemaRegistry.Glue("orders", true));
    assertThat(SchemaRegistry.read(Map.of("schema.registry", "http://a:1,https://b:2")))
        .isEqualTo(
            new SchemaRegistry.Urls(
                List.of(URI.create("http://a:1"), URI.create("https://b:2")),
                Optional.empty(),
                true,
                Optional.empty()));
  }

  @Test
  void theEnvironmentComesBeforeTheFileOfKafkasClients() throws Exception {
    Path file = directory.resolve("client.properties");
    Files.writeString(
        file,
        """
        bootstrap.servers=localhost:1
        ssl.protocol=TLSv1.3
        schema.registry.url=http://a:1
        basic.auth.user.info=ann:secret
        """);
    Settings fromFile = Settings.read(Map.of(), Map.of("config.file", file.toString()));
    assertThat(fromFile.registry())
        .isEqualTo(
            new SchemaRegistry.Urls(
                List.of(URI.create("http://a:1")),
                Optional.of("ann:secret"),
                true,
                Optional.empty()));
    assertThat(fromFile.registry().toString()).doesNotContain("secret");
    assertThat(fromFile.kafka().security()).isEqualTo(Map.of("ssl.protocol", "TLSv1.3"));
    Settings fromEnvironment =
        Settings.read(
            Map.of("ORDERS_SCHEMA_REGISTRY", "glue:x"), Map.of("config.file", file.toString()));
    assertThat(fromEnvironment.registry()).isEqualTo(new SchemaRegistry.Glue("x", true));
  }

  @Test
  void whatIsNoneOfThemIsRefused() {
    assertRefused(Map.of("schema.registry", "glue:"), "glue:<registry>");
    assertRefused(Map.of("schema.registry", "apicurio"), "glue:<registry>");
    assertRefused(Map.of("schema.registry", "http://"), "http://host:port");
    assertRefused(Map.of("schema.registry", "http://a:1,"), "http://host:port");
    assertRefused(Map.of("schema.registry", "http:///path"), "http://host:port");
    assertRefused(Map.of("value.serializer", "a.B"), "value.deserializer");
    assertRefused(Map.of("value.serializer", "a.B", "value.deserializer", "a.C"), "URL");
    assertRefused(Map.of("basic.auth.user.info", "ann:secret"), "URL");
  }

  @Test
  void anAddressIsReadAsItIsMeant() {
    assertThat(SchemaRegistry.read(Map.of("schema.registry", " HTTP://a:1 , Https://b:2 ")))
        .isEqualTo(
            new SchemaRegistry.Urls(
                List.of(URI.create("HTTP://a:1"), URI.create("Https://b:2")),
                Optional.empty(),
                true,
                Optional.empty()));
    assertThat(SchemaRegistry.read(Map.of("schema.registry", " topic ")))
        .isEqualTo(new SchemaRegistry.Topic(true));
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.ssl.truststore.location, /x",
    "bearer.auth.token, x",
    "basic.auth.credentials.source, SASL_INHERIT",
    "basic.auth.credentials.source, USER_INFO",
    "normalize.schemas, true",
    "use.latest.version, true",
    "specific.avro.reader, false",
    "auto.register.schemas, perhaps",
    "value.subject.name.strategy, io.confluent.kafka.serializers.subject.TopicNameStrategy",
    "key.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy"
  })
  void aSettingThatWouldChangeNothingIsRefusedWhereverItStands(String name, String value)
      throws Exception {
    Path file = directory.resolve("refused.properties");
    Files.writeString(file, "schema.registry.url=http://a:1\n" + name + "=" + value + "\n");
    var flags = Map.of("config.file", file.toString());
    assertThatThrownBy(() -> Settings.read(Map.of(), flags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value.equals("USER_INFO") ? "basic.auth.user.info" : name);
  }

  @Test
  void whatSaysWhatIsDoneAnywayIsTakenAndNeverReachesKafkasClients() throws Exception {
    Path file = directory.resolve("taken.properties");
    Files.writeString(
        file,
        """
        schema.registry.url=http://a:1
        auto.register.schemas=false
        use.latest.version=false
        specific.avro.reader=true
        value.subject.name.strategy=io.confluent.kafka.serializers.subject.RecordNameStrategy
        """);
    Settings settings = Settings.read(Map.of(), Map.of("config.file", file.toString()));
    assertThat(settings.registry().autoRegister()).isFalse();
    assertThat(settings.kafka().security()).isEmpty();
    assertThat(Settings.read(Map.of("ORDERS_AUTO_REGISTER_SCHEMAS", "false"), Map.of()).registry())
        .isEqualTo(new SchemaRegistry.Topic(false));
  }

  @Test
  void withoutRegisteringAStartFindsItsSchemasOrNamesThem() throws Exception {
    var held = new MemoryRegistry();
    try (var server = RegistryServer.start(0, held)) {
      String url = server.url().toString();
      var strict =
          SchemaRegistry.read(Map.of("schema.registry", url, "auto.register.schemas", "false"));
      assertThatThrownBy(() -> strict.open(NO_KAFKA))
          .isInstanceOf(SchemaStore.MissingSchema.class)
          .hasMessageContaining("orders.contract.order.event.OrderPlaced");
      assertThat(held.subjects()).isEmpty();
      SchemaRegistry.read(Map.of("schema.registry", url)).open(NO_KAFKA).close();
      strict.open(NO_KAFKA).close();
    }
  }

  @Test
  void whatIsRefusedIsNotRepeated() {
    for (String text :
        List.of("ftp://ann:secret@a", "http://ann:secret@a b", "http://ann:secret@", "secret")) {
      assertThatThrownBy(() -> SchemaRegistry.read(Map.of("schema.registry", text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }

  @Test
  void whatOthersAreToldHoldsNoPassword() {
    SchemaRegistry urls =
        SchemaRegistry.read(Map.of("schema.registry", "https://ann:secret@a:1/x,http://b"));
    assertThat(urls.told(Optional.empty()).url()).contains("https://a:1/x");
    SchemaRegistry topic = SchemaRegistry.read(Map.of());
    assertThat(topic.told(Optional.empty()).url()).isEmpty();
    assertThat(topic.told(Optional.of(URI.create("http://own:1"))).url()).contains("http://own:1");
    SchemaRegistry glue = SchemaRegistry.read(Map.of("schema.registry", "glue:x"));
    assertThat(glue.told(Optional.empty()).format()).isEqualTo(Installation.Format.GLUE);
  }

  private static void assertRefused(Map<String, String> settings, String why) {
    assertThatThrownBy(() -> SchemaRegistry.read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
