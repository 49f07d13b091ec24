package orders.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerdeSettingsTest {

  @Test
  void confluentsDefaultsAreOurs() {
    SerdeSettings settings = read(Map.of());
    assertThat(settings.autoRegister()).isTrue();
    assertThat(settings.useLatest()).isFalse();
    assertThat(settings.specific()).isFalse();
    assertThat(settings.naming()).isEqualTo(SubjectNaming.TOPIC);
    assertThat(settings.userInfo()).isEmpty();
  }

  @Test
  void urlsAreAListOrATextWithCommas() {
    URI a = URI.create("http://a:1");
    URI b = URI.create("https://b:2/path");
    assertThat(read(Map.of("schema.registry.url", "http://a:1, https://b:2/path")).urls())
        .containsExactly(a, b);
    assertThat(
            read(Map.of("schema.registry.url", List.of("http://a:1", "https://b:2/path"))).urls())
        .containsExactly(a, b);
  }

  @Test
  void aMissingOrForeignUrlIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> SerdeSettings.read(Map.of(), false))
        .hasMessageContaining("schema.registry.url");
    for (String url : List.of("mock://x", "ftp://ann:secret@x", "no url: secret", " , ")) {
      assertThatThrownBy(() -> read(Map.of("schema.registry.url", url)))
          .isInstanceOf(ConfigException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void credentialsComeAsTextOrPassword() {
    assertThat(read(Map.of("basic.auth.user.info", "ann:x")).userInfo()).contains("ann:x");
    assertThat(
            read(Map.of(
                    "basic.auth.credentials.source",
                    "USER_INFO",
                    "basic.auth.user.info",
                    new Password("ann:x")))
                .userInfo())
        .contains("ann:x");
    assertThat(
            read(Map.of("basic.auth.credentials.source", "URL", "basic.auth.user.info", "ann:x"))
                .userInfo())
        .isEmpty();
    assertThatThrownBy(() -> read(Map.of("basic.auth.credentials.source", "SASL_INHERIT")))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read(Map.of("basic.auth.credentials.source", "USER_INFO")))
        .hasMessageContaining("basic.auth.user.info");
  }

  @Test
  void strategiesGoByConfluentsNamesForKeyAndValueApart() {
    Map<String, Object> configs =
        Map.of(
            "schema.registry.url", "http://a:1",
            "key.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.RecordNameStrategy",
            "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
    assertThat(SerdeSettings.read(configs, true).naming()).isEqualTo(SubjectNaming.RECORD);
    assertThat(SerdeSettings.read(configs, false).naming()).isEqualTo(SubjectNaming.TOPIC_RECORD);
    assertThatThrownBy(() -> read(Map.of("value.subject.name.strategy", "com.acme.Mine")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RecordNameStrategy");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.ssl.truststore.location, /x",
    "schema.registry.basic.auth.user.info, ann:x",
    "schema.registry.anything.new, x",
    "bearer.auth.token, x",
    "context.name.strategy, x",
    "rule.executors, x",
    "rules.of.8, x",
    "use.latest.with.metadata, x=y",
    "value.schema.id.serializer, x",
    "normalize.schemas, true",
    "latest.compatibility.strict, false",
    "auto.register.schemas, perhaps"
  })
  void aSettingThatWouldChangeNothingIsRefused(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aSettingThatSaysWhatIsDoneAnywayIsTakenAndKafkasOwnAreNotOurs() {
    assertThat(read(Map.of("normalize.schemas", false, "use.schema.id", -1)).autoRegister())
        .isTrue();
    assertThat(read(Map.of("bootstrap.servers", "x", "ssl.protocol", "TLSv1.3", "retries", 3)))
        .isEqualTo(read(Map.of()));
  }

  private static SerdeSettings read(Map<String, ?> some) {
    Map<String, Object> configs = new HashMap<>(Map.of("schema.registry.url", "http://a:1"));
    configs.putAll(some);
    return SerdeSettings.read(configs, false);
  }
}
