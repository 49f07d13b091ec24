package orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import orders.app.Settings;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  private static final String TEXT =
      """
      bootstrap.servers=b-1:9098,b-2:9098
      security.protocol=SASL_SSL
      sasl.jaas.config=IAMLoginModule required awsRoleArn="arn:aws:iam::1:role/orders-{app}";
      """;

  private final KafkaConnection connection = KafkaConnection.fromText(TEXT, "localhost:9092");

  @Test
  void a_text_says_what_a_file_would() {
    assertThat(connection.bootstrap()).isEqualTo("b-1:9098,b-2:9098");
    assertThat(connection.plaintext()).isFalse();
    assertThat(KafkaConnection.fromText("", "localhost:9092").bootstrap())
        .isEqualTo("localhost:9092");
  }

  @Test
  void each_app_is_somebody_else() {
    assertThat(connection.of("gateway").common())
        .containsEntry(
            "sasl.jaas.config",
            "IAMLoginModule required awsRoleArn=\"arn:aws:iam::1:role/orders-gateway\";");
  }

  @Test
  void no_app_in_particular_is_what_all_have_in_common() {
    assertThat(connection.common())
        .extractingByKey("sasl.jaas.config")
        .asString()
        .contains("role/orders-common");
  }

  @Test
  void metrics_are_kept_for_nobody_unless_somebody_names_who_wants_them() {
    assertThat(connection.common())
        .containsEntry("metric.reporters", List.of())
        .containsEntry("enable.metrics.push", false);
    String wanted = "metric.reporters=org.apache.kafka.common.metrics.JmxReporter";
    assertThat(KafkaConnection.fromText(wanted, "localhost:9092").common())
        .containsEntry("metric.reporters", "org.apache.kafka.common.metrics.JmxReporter");
  }

  @Test
  void the_environment_may_hold_the_text() {
    Settings settings = Settings.read(Map.of("ORDERS_CONFIG_TEXT", TEXT), Map.of());
    assertThat(settings.kafka().bootstrap()).isEqualTo("b-1:9098,b-2:9098");
    assertThat(settings.durability()).isEqualTo(Durability.CLUSTER);
  }
}
