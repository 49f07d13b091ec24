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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryTest {

  @TempDir Path directory;

  @Test
  void itIsTheTopicUnlessSaidOtherwise() {
    assertThat(SchemaRegistry.read(Map.of())).isEqualTo(new SchemaRegistry.Topic());
    assertThat(SchemaRegistry.read(Map.of("schema.registry", "topic")))
        .isEqualTo(new SchemaRegistry.Topic());
    assertThat(SchemaRegistry.read(Map.of("schema.registry", "glue:orders")))
        .isEqualTo(new SchemaRegistry.Glue("orders"));
    assertThat(SchemaRegistry.read(Map.of("schema.registry", "http://a:1,https://b:2")))
        .isEqualTo(
            new SchemaRegistry.Urls(
                List.of(URI.create("http://a:1"), URI.create("https://b:2")),
                Optional.empty(),
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
                List.of(URI.create("http://a:1")), Optional.of("ann:secret"), Optional.empty()));
    assertThat(fromFile.registry().toString()).doesNotContain("secret");
    assertThat(fromFile.kafka().security()).isEqualTo(Map.of("ssl.protocol", "TLSv1.3"));
    Settings fromEnvironment =
        Settings.read(
            Map.of("ORDERS_SCHEMA_REGISTRY", "glue:x"), Map.of("config.file", file.toString()));
    assertThat(fromEnvironment.registry()).isEqualTo(new SchemaRegistry.Glue("x"));
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
  }

  @Test
  void anAddressIsReadAsItIsMeant() {
    assertThat(SchemaRegistry.read(Map.of("schema.registry", " HTTP://a:1 , Https://b:2 ")))
        .isEqualTo(
            new SchemaRegistry.Urls(
                List.of(URI.create("HTTP://a:1"), URI.create("Https://b:2")),
                Optional.empty(),
                Optional.empty()));
    assertThat(SchemaRegistry.read(Map.of("schema.registry", " topic ")))
        .isEqualTo(new SchemaRegistry.Topic());
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

  private static void assertRefused(Map<String, String> settings, String why) {
    assertThatThrownBy(() -> SchemaRegistry.read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
