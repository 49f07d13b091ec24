package orders.local.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The description is well-formed, safe as a plan, and keeps what its own tests say.
class TerraformTest {

  private static final JsonMapper JSON = new JsonMapper();

  /// What a policy may name all of, since AWS knows nothing narrower there.
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of(
          "glue:GetSchemaVersion",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs");

  private static Terraform terraform;
  private static Path root;
  private static Plan plan;

  @BeforeAll
  static void plan() throws Exception {
    terraform = Terraform.withAws();
    root = terraform.copy("plan", "");
    plan = plan("offline");
  }

  @AfterAll
  static void stop() {
    if (terraform != null) {
      terraform.close();
    }
  }

  @Test
  void every_file_is_formatted() throws Exception {
    terraform.ok(Terraform.CHECKOUT.resolve("terraform"), "fmt", "-recursive", "-check", "-diff");
  }

  @Test
  void it_is_valid_and_keeps_what_its_tests_say() throws Exception {
    terraform.ok(root, "validate");
    terraform.ok(root, "test");
    for (String module : List.of("modules/msk", "modules/kafka-access")) {
      Path folder = root.resolve(module);
      terraform.ok(folder, "init", "-input=false");
      terraform.ok(folder, "test");
    }
  }

  @Test
  void another_region_can_be_planned() throws Exception {
    Path dr = root.resolve("dr");
    terraform.ok(dr, "init", "-input=false", "-backend=false");
    terraform.ok(dr, "validate");
    String said =
        terraform.ok(dr, "plan", "-input=false", "-lock=false", "-var-file=offline.tfvars");
    assertThat(said).contains("orders\\\\.events", "IDENTICAL").doesNotContain("changelog");
  }

  @Test
  void nothing_is_unsafe() {
    assertThat(Rules.ALL.stream().flatMap(rule -> rule.violations(plan).stream())).isEmpty();
  }

  @Test
  void each_rule_would_say_so() {
    for (Rule rule : Rules.ALL) {
      assertThat(rule.violations(rule.broken().apply(plan))).as(rule.name()).isNotEmpty();
    }
  }

  @Test
  void only_the_load_balancer_and_https_reach_beyond_the_network() {
    assertThat(open("aws_vpc_security_group_ingress_rule")).isEmpty();
    assertThat(open("aws_vpc_security_group_egress_rule"))
        .containsExactlyInAnyOrder(
            "aws_vpc_security_group_egress_rule.https 443",
            "module.msk.aws_vpc_security_group_egress_rule.pollers 443");
  }

  @Test
  void no_policy_of_a_role_allows_everything() throws IOException {
    List<String> wide = new ArrayList<>();
    for (Plan.Change role : plan.of("aws_iam_role_policy").toList()) {
      for (JsonNode statement : statements(role)) {
        for (JsonNode action : statement.path("Action")) {
          boolean all = statement.path("Resource").toString().contains("\"*\"");
          if (action.asText().endsWith("*")
              || (all && !WITHOUT_RESOURCE.contains(action.asText()))) {
            wide.add(role.address() + ": " + action.asText());
          }
        }
      }
    }
    assertThat(wide).isEmpty();
  }

  @Test
  void a_deployment_stops_one_task_before_it_starts_the_next() {
    assertThat(plan.of("aws_ecs_service"))
        .hasSize(6)
        .allSatisfy(
            service -> {
              assertThat(service.after().path("deployment_maximum_percent").asInt()).isEqualTo(100);
              assertThat(service.after().path("deployment_minimum_healthy_percent").asInt())
                  .isLessThan(67);
            });
  }

  @Test
  void no_file_holds_a_secret() throws IOException {
    for (Path file : files(Terraform.CHECKOUT.resolve("terraform"))) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern("AKIA[0-9A-Z]{16}|whsec_|BEGIN [A-Z ]*PRIVATE KEY");
    }
  }

  @Test
  void settings_for_a_trial_and_for_production_can_be_planned() throws Exception {
    Plan trial = plan("dev");
    Plan production = plan("prod");
    assertThat(trial.of("aws_nat_gateway")).hasSize(1);
    assertThat(production.of("aws_nat_gateway")).hasSize(3);
    assertThat(production.of("aws_lb_listener"))
        .allMatch(listener -> listener.after().path("protocol").asText().equals("HTTPS"));
    for (Plan each : List.of(trial, production)) {
      assertThat(Rules.ALL.stream().flatMap(rule -> rule.violations(each).stream())).isEmpty();
    }
  }

  @Test
  void one_edit_of_the_catalogue_changes_the_plan() throws Exception {
    Path edited = Files.writeString(root.resolve("edited.yaml"), Edited.withRefunds());
    terraform.ok(
        root,
        "plan",
        "-input=false",
        "-lock=false",
        "-refresh=false",
        "-out=edited.bin",
        "-var-file=envs/offline.tfvars",
        "-var=catalogue=" + edited);
    String planned = terraform.ok(root, "show", "-json", "edited.bin");
    JsonNode topics = JSON.readTree(planned).at("/planned_values/outputs/topics/value");
    assertThat(topics.path(Edited.TOPIC).path("configs").path("retention.ms").asText())
        .isEqualTo("604800000");
    assertThat(topics.path("orders.events").path("configs").path("retention.ms").asText())
        .isEqualTo("-1");
  }

  private static Plan plan(String settings) throws IOException, InterruptedException {
    String file = settings + ".bin";
    List<String> command =
        new ArrayList<>(
            List.of("plan", "-input=false", "-lock=false", "-refresh=false", "-out=" + file));
    command.add("-var-file=envs/offline.tfvars");
    if (!settings.equals("offline")) {
      command.add("-var-file=envs/" + settings + ".tfvars");
    }
    terraform.ok(root, command.toArray(String[]::new));
    return Plan.read(terraform.ok(root, "show", "-json", file));
  }

  private static Stream<String> open(String type) {
    return plan.of(type)
        .filter(rule -> rule.after().path("cidr_ipv4").asText().equals("0.0.0.0/0"))
        .map(rule -> rule.address() + " " + rule.after().path("to_port").asText());
  }

  private static JsonNode statements(Plan.Change role) throws IOException {
    return JSON.readTree(role.after().path("policy").asText("{}")).path("Statement");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().matches(".*[.](tf|tfvars|hcl|py|md)"))
          .filter(file -> !file.toString().contains(".terraform"))
          .toList();
    }
  }
}
