package orders.local.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orders.local.terraform.IamActions.Grant;

/// The policies that Terraform renders from a catalogue, by app.
record Policies(Map<String, String> byApp) {

  private static final JsonMapper JSON = new JsonMapper();

  /// @param module an initialised copy of `modules/kafka-access`
  static Policies render(Terraform terraform, Path module, Path catalogue)
      throws IOException, InterruptedException {
    terraform.ok(
        module,
        "apply",
        "-auto-approve",
        "-input=false",
        "-lock=false",
        "-var=cluster_arn=" + IamActions.CLUSTER,
        "-var=catalogue=" + catalogue);
    Map<String, String> policies = new TreeMap<>();
    JSON.readTree(terraform.ok(module, "output", "-json", "policies"))
        .properties()
        .forEach(app -> policies.put(app.getKey(), app.getValue().asText()));
    return new Policies(policies);
  }

  /// Each action on each resource that a policy allows.
  Set<Grant> grants(String app) throws IOException {
    Set<Grant> grants = new TreeSet<>();
    for (JsonNode statement : JSON.readTree(of(app)).path("Statement")) {
      if (!statement.path("Effect").asText().equals("Allow") || statement.has("Condition")) {
        throw new IllegalStateException("not a plain permission: " + statement);
      }
      for (JsonNode action : statement.path("Action")) {
        for (JsonNode resource : statement.path("Resource")) {
          grants.add(new Grant(action.asText(), resource.asText()));
        }
      }
    }
    return grants;
  }

  String of(String app) {
    String policy = byApp.get(app);
    if (policy == null) {
      throw new IllegalArgumentException("no policy of " + app);
    }
    return policy;
  }
}
