package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orders.contract.order.event.LineReserved;
import orders.contract.serde.AvroSerializer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No setting that Confluent's serializers know is passed over in silence by ours.
class ConfluentSettingsTest {

  private static final Set<String> HONOURED =
      Set.of(
          "auto.register.schemas",
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "key.subject.name.strategy",
          "schema.registry.url",
          "specific.avro.reader",
          "use.latest.version",
          "value.subject.name.strategy");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.confluent.kafka.serializers.KafkaAvroSerializerConfig",
        "io.confluent.kafka.serializers.KafkaAvroDeserializerConfig"
      })
  void every_setting_is_honoured_or_refused(String config) throws Exception {
    List<String> ignored = new ArrayList<>();
    for (String name : definition(config).names()) {
      if (!HONOURED.contains(name) && !refused(name)) {
        ignored.add(name);
      }
    }
    assertThat(ignored).isEmpty();
  }

  @Test
  void the_names_that_its_client_reads_without_a_definition_are_refused_too() throws Exception {
    Class<?> client =
        Class.forName("io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig");
    List<String> ignored = new ArrayList<>();
    for (Field constant : client.getFields()) {
      String name = String.valueOf(constant.get(null));
      if (constant.getName().endsWith("_CONFIG") || constant.getName().endsWith("_TTL")) {
        if (!HONOURED.contains(name) && !refused(name)) {
          ignored.add(name);
        }
      }
    }
    assertThat(ignored).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"URL, url:u", "USER_INFO, info:i"})
  void credentials_come_from_where_the_settings_say(String source, String user) throws Exception {
    String expected = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    try (var closed = new AnsweringServer(401)) {
      for (Side side : Side.values()) {
        Map<String, String> settings =
            Map.of(
                "schema.registry.url",
                closed.url().replace("//", "//url:u@"),
                "basic.auth.credentials.source",
                source,
                "basic.auth.user.info",
                "info:i");
        assertThatThrownBy(() -> side.write(settings, "t", new LineReserved("tea", 3)))
            .isInstanceOf(AuthenticationException.class);
        assertThat(closed.authorization()).as(side.name()).isEqualTo("Basic " + expected);
      }
    }
  }

  private static boolean refused(String name) {
    try (var serializer = new AvroSerializer()) {
      return catchThrowable(
              () ->
                  serializer.configure(
                      Map.of("schema.registry.url", "http://localhost:1", name, "other"), false))
          instanceof ConfigException;
    }
  }

  private static ConfigDef definition(String config) throws ReflectiveOperationException {
    Field field = Class.forName(config).getDeclaredField("config");
    field.setAccessible(true);
    return (ConfigDef) field.get(null);
  }
}
