package orders.contract.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.contract.Catalogue;
import orders.contract.Topic;
import orders.contract.asyncapi.Installation.Format;
import orders.contract.asyncapi.Installation.Registry;
import org.junit.jupiter.api.Test;

/// The document says what the installation that serves it is like.
class AsyncApiDocumentTest {

  @Test
  void a_registry_is_told_with_its_address_and_format() throws Exception {
    JsonNode document = document(new Registry(Format.CONFLUENT, Optional.of("https://r:1/x")));
    JsonNode cluster = document.at("/servers/cluster");
    assertThat(cluster.at("/variables/bootstrap/default").asText()).isEqualTo("broker:9094");
    assertThat(cluster.at("/bindings/kafka/schemaRegistryUrl").asText()).isEqualTo("https://r:1/x");
    assertThat(cluster.at("/bindings/kafka/schemaRegistryVendor").asText()).isEqualTo("confluent");
    assertThat(document.at("/info/description").asText()).contains("Confluent");
    assertThat(document.at("/channels/orders.events/bindings/kafka/partitions").asInt())
        .isEqualTo(12);
  }

  @Test
  void one_without_an_address_has_none() throws Exception {
    JsonNode document = document(new Registry(Format.GLUE, Optional.empty()));
    assertThat(document.toString()).doesNotContain("localhost").doesNotContain("onfluent");
    assertThat(document.at("/info/description").asText()).contains("Glue");
    String placed = "/components/messages/orders.contract.order.event.OrderPlaced";
    assertThat(document.at(placed + "/bindings/kafka/schemaIdPayloadEncoding").asText())
        .isEqualTo("aws-glue");
  }

  @Test
  void each_kind_of_record_has_its_own_headers() throws Exception {
    JsonNode document = document(new Registry(Format.CONFLUENT, Optional.empty()));
    assertThat(headers(document, "orders.contract.order.command.PlaceOrder"))
        .contains("ce_expectedversion", "ce_fingerprint", "ce_reply", "ce_idempotencykey", "ce_id")
        .doesNotContain("ce_sequence", "ce_replayed");
    assertThat(headers(document, "orders.contract.order.event.OrderPlaced"))
        .contains("ce_sequence", "ce_fingerprint", "ce_idempotencykey", "ce_causationid")
        .doesNotContain("ce_reply", "ce_expectedversion");
    assertThat(headers(document, "orders.contract.outcome.CommandOutcome"))
        .contains("ce_replayed", "ce_fingerprint");
    assertThat(headers(document, "orders.contract.row.Invoice"))
        .containsExactly("ce_type", "content-type");
    assertThat(headers(document, "DeadLetter")).contains("ce_deadletterorigin");
  }

  @Test
  void what_is_json_says_so_and_what_is_in_it() throws Exception {
    JsonNode document = document(new Registry(Format.CONFLUENT, Optional.empty()));
    String name = "orders.contract.notice.OrderNotice.json";
    JsonNode messages = document.path("channels").path("orders.notices.json").path("messages");
    assertThat(messages.has(name)).isTrue();
    JsonNode notice = document.path("components").path("messages").path(name);
    assertThat(notice.path("contentType").asText()).isEqualTo("application/json");
    assertThat(notice.at("/payload/properties/version/type").asText()).isEqualTo("integer");
    assertThat(notice.at("/payload/properties/orderId/type").asText()).isEqualTo("string");
    assertThat(headers(document, name)).contains("ce_type").doesNotContain("ce_dataschema");
  }

  @Test
  void what_is_compacted_may_be_no_more() throws Exception {
    JsonNode document = document(new Registry(Format.CONFLUENT, Optional.empty()));
    for (Topic topic : Catalogue.get().topics().values()) {
      JsonNode messages = document.path("channels").path(topic.name()).path("messages");
      assertThat(messages.has("Tombstone"))
          .as(topic.name())
          .isEqualTo(topic.cleanup() == Topic.Cleanup.COMPACT);
    }
  }

  private static List<String> headers(JsonNode document, String message) {
    JsonNode named = document.path("components").path("messages").path(message);
    String schema = named.at("/headers/$ref").asText().substring(1);
    List<String> names = new ArrayList<>();
    document.at(schema).path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode document(Registry registry) throws Exception {
    var installation = new Installation(12, "broker:9094", registry);
    return new YAMLMapper().readTree(AsyncApi.render(Catalogue.get(), installation));
  }
}
