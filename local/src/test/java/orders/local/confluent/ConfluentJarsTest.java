package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the other tests here call Confluent's is what Confluent published.
class ConfluentJarsTest {

  @ParameterizedTest
  @CsvSource({
    "io.confluent.kafka.serializers.KafkaAvroSerializer,"
        + " 38fd91e0d8dc99b7b8c47632d5804979d691e2d213a0c6513ffbaede9360db1f",
    "io.confluent.kafka.schemaregistry.client.SchemaRegistryClient,"
        + " 3f412f6439f491e8fad64351988beee3ab2c8980d53cb453f7ae18a2a9cce47b",
    "io.confluent.kafka.serializers.AbstractKafkaSchemaSerDe,"
        + " 5b9b00c1e451b1afc701942769e81597b0de1a83bca43d50469034bc6e739725",
    "io.confluent.common.utils.SystemTime,"
        + " 4887b2589c9127d67ad6e9f8608faf242e7edab28f2b6c392bdee094c03cfe58"
  })
  void a_class_comes_from_the_published_jar(String name, String sha256) throws Exception {
    var source = Class.forName(name).getProtectionDomain().getCodeSource().getLocation();
    byte[] jar = Files.readAllBytes(Path.of(source.toURI()));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(jar);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
  }
}
