package orders.local.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What a plan would create, as `terraform show -json` tells it.
record Plan(List<Change> changes) {

  private static final JsonMapper JSON = new JsonMapper();

  /// @param address such as `module.msk.aws_msk_cluster.this[0]`
  /// @param after what it will be, as far as that is known
  /// @param unknown `true` where only AWS knows
  record Change(String address, String type, JsonNode after, JsonNode unknown) {

    /// The module that it stands in.
    String module() {
      return address.contains("." + type) ? address.substring(0, address.indexOf("." + type)) : "";
    }

    /// Whether something is there, known or not.
    boolean has(String pointer) {
      JsonNode value = after.at(pointer);
      return unknown.at(pointer).asBoolean(false)
          || !(value.isMissingNode()
              || value.isNull()
              || (value.isEmpty() && value.isContainerNode()));
    }
  }

  static Plan read(String json) throws IOException {
    return new Plan(
        StreamSupport.stream(JSON.readTree(json).path("resource_changes").spliterator(), false)
            .filter(change -> change.path("mode").asText().equals("managed"))
            .map(
                change ->
                    new Change(
                        change.path("address").asText(),
                        change.path("type").asText(),
                        change.path("change").path("after"),
                        change.path("change").path("after_unknown")))
            .toList());
  }

  Stream<Change> of(String type) {
    return changes.stream().filter(change -> change.type().equals(type));
  }
}
