package orders.local.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/// What is there after an apply, as `terraform show -json` tells it.
record Applied(List<JsonNode> resources) {

  private static final JsonMapper JSON = new JsonMapper();

  static Applied read(String json) throws IOException {
    List<JsonNode> resources = new ArrayList<>();
    collect(JSON.readTree(json).at("/values/root_module"), resources);
    return new Applied(List.copyOf(resources));
  }

  private static void collect(JsonNode module, List<JsonNode> into) {
    module.path("resources").forEach(into::add);
    module.path("child_modules").forEach(child -> collect(child, into));
  }

  List<JsonNode> of(String type) {
    return resources.stream()
        .filter(resource -> resource.path("type").asText().equals(type))
        .map(resource -> resource.path("values"))
        .toList();
  }

  /// The environment of each task's app, by the task's name.
  Map<String, Map<String, String>> environments() throws IOException {
    Map<String, Map<String, String>> environments = new TreeMap<>();
    for (JsonNode task : of("aws_ecs_task_definition")) {
      Map<String, String> environment = new HashMap<>();
      JSON.readTree(task.path("container_definitions").asText())
          .path(0)
          .path("environment")
          .forEach(one -> environment.put(one.path("name").asText(), one.path("value").asText()));
      environments.put(task.path("family").asText(), environment);
    }
    return environments;
  }

  /// The topics that CloudFormation was told to make, as the only broker of a cluster can have
  /// them.
  List<NewTopic> topics() throws IOException {
    List<NewTopic> topics = new ArrayList<>();
    for (JsonNode resource : template().path("Resources")) {
      JsonNode topic = resource.path("Properties");
      Map<String, String> settings = new HashMap<>();
      JSON.readTree(Base64.getDecoder().decode(topic.path("Configs").asText()))
          .properties()
          .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
      settings.put("min.insync.replicas", "1");
      settings.keySet().removeAll(List.of("remote.storage.enable", "local.retention.ms"));
      topics.add(
          new NewTopic(
                  topic.path("TopicName").asText(), topic.path("PartitionCount").asInt(), (short) 1)
              .configs(settings));
    }
    return topics;
  }

  JsonNode template() throws IOException {
    return JSON.readTree(of("aws_cloudformation_stack").getFirst().path("template_body").asText());
  }
}
