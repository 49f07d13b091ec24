package orders.contract.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;

/// Renders an AsyncAPI 3 document: each topic a channel, each app's reading and writing of it an
/// operation, each schema a message.
public final class AsyncApi {

  /// Of Kafka's bindings in AsyncAPI.
  static final String BINDING_VERSION = "0.5.0";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          // What looks like a number, such as a version, stays a text.
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private final Catalogue catalogue;
  private final Installation installation;

  private AsyncApi(Catalogue catalogue, Installation installation) {
    this.catalogue = catalogue;
    this.installation = installation;
  }

  /// @return YAML
  public static String render(Catalogue catalogue, Installation installation) {
    try {
      return YAML.writeValueAsString(new AsyncApi(catalogue, installation).document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always writable", e);
    }
  }

  private ObjectNode document() {
    ObjectNode document = JSON.objectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Orders")
        .put("version", "1.0.0")
        .put(
            "description",
            "Every topic, who writes and reads it, and what its records carry. Values are Avro,"
                + " unless a message says otherwise, in "
                + installation.registry().format().words
                + "; rows apart, they come in a CloudEvents 1.0 envelope (Kafka binary mode).")
        .putObject("license")
        .put("name", "Apache 2.0");
    document.put("defaultContentType", "application/avro");
    servers(document.putObject("servers"));
    ObjectNode channels = document.putObject("channels");
    catalogue.topics().values().forEach(topic -> channels.set(topic.name(), channel(topic)));
    ObjectNode operations = document.putObject("operations");
    catalogue.apps().values().forEach(app -> operations(app, operations));
    document.set("components", Messages.components(catalogue, installation.registry().format()));
    return document;
  }

  private void servers(ObjectNode servers) {
    ObjectNode cluster = servers.putObject("cluster");
    cluster.put("host", "{bootstrap}").put("protocol", "kafka");
    cluster.put("description", "Any Kafka from 3.9 on, such as Amazon MSK.");
    cluster
        .putObject("variables")
        .putObject("bootstrap")
        .put("default", installation.bootstrap())
        .put("description", "host:port of a broker");
    ObjectNode binding = kafka(cluster);
    binding.put("schemaRegistryVendor", installation.registry().format().vendor);
    installation.registry().url().ifPresent(url -> binding.put("schemaRegistryUrl", url));
  }

  private ObjectNode channel(Topic topic) {
    ObjectNode channel = JSON.objectNode().put("address", topic.name());
    channel.put("description", description(topic));
    ObjectNode messages = channel.putObject("messages");
    Messages.of(catalogue, topic)
        .forEach(name -> messages.set(name, ref("components/messages", name)));
    int count = topic.partitions().count(installation.partitions());
    ObjectNode binding = kafka(channel).put("topic", topic.name()).put("partitions", count);
    ObjectNode settings = binding.putObject("topicConfiguration");
    settings.putArray("cleanup.policy").add(topic.cleanup().setting());
    settings.put("retention.ms", topic.retentionMs());
    settings.put("max.message.bytes", topic.maxMessageBytes());
    return channel;
  }

  private static String description(Topic topic) {
    String poison =
        switch (topic.poison()) {
          case DEAD_LETTER ->
              " A record that is not what the topic carries goes to " + topic.deadLetters() + ".";
          case HALT -> " Readers halt at a record that is not what the topic carries.";
          case SKIP -> " Readers pass over a record that is not what the topic carries.";
          case NONE -> "";
        };
    String versions = topic.versioned() ? " A replay fills the next version beside this one." : "";
    return "Keyed by " + topic.key() + "." + poison + versions;
  }

  private static void operations(App app, ObjectNode operations) {
    for (String topic : app.consumes()) {
      ObjectNode receive = operation(app, "receive", topic, operations);
      if (app.groups().size() + app.shareGroups().size() > 0) {
        ObjectNode group = kafka(receive).putObject("groupId").put("type", "string");
        group.put("description", String.join(" or ", groups(app)));
      }
    }
    app.produces().forEach(topic -> operation(app, "send", topic, operations));
  }

  private static List<String> groups(App app) {
    return java.util.stream.Stream.concat(app.groups().stream(), app.shareGroups().stream())
        .toList();
  }

  private static ObjectNode operation(App app, String action, String topic, ObjectNode operations) {
    ObjectNode operation = operations.putObject(app.id() + "." + action + "." + topic);
    operation.put("action", action).set("channel", ref("channels", topic));
    operation.put("summary", app.id() + (action.equals("send") ? " writes " : " reads ") + topic);
    operation.putArray("tags").addObject().put("name", app.id());
    return operation;
  }

  /// The Kafka bindings of something.
  static ObjectNode kafka(ObjectNode of) {
    return of.putObject("bindings").putObject("kafka").put("bindingVersion", BINDING_VERSION);
  }

  static ObjectNode ref(String where, String name) {
    return JSON.objectNode().put("$ref", "#/" + where + "/" + name);
  }
}
