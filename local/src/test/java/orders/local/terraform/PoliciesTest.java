package orders.local.terraform;

import static orders.local.terraform.IamActions.inside;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.asyncapi.AsyncApi;
import orders.contract.asyncapi.Installation;
import orders.local.terraform.IamActions.Grant;
import orders.local.terraform.IamSimulator.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same catalogue gives each app the same rights on Amazon MSK as on a cluster with access
/// rules, and an independent evaluator allows it nothing else.
class PoliciesTest {

  private static final Catalogue CATALOGUE = Catalogue.get();
  private static final Installation MSK =
      new Installation(
          4, "broker:9098", new Installation.Registry(Installation.Format.GLUE, Optional.empty()));

  private static final String PREFIX = "kafka-cluster:";

  @TempDir static Path directory;
  private static Terraform terraform;
  private static Path module;
  private static Policies policies;

  @BeforeAll
  static void render() throws Exception {
    terraform = Terraform.alone();
    module = terraform.copy("access", "modules/kafka-access");
    policies = Policies.render(terraform, module, Terraform.catalogue("access"));
  }

  @AfterAll
  static void stop() {
    if (terraform != null) {
      terraform.close();
    }
  }

  @Test
  void each_app_has_the_rights_of_its_access_rules_and_no_other() throws IOException {
    assertThat(policies.byApp().keySet()).isEqualTo(new TreeSet<>(CATALOGUE.apps().keySet()));
    for (App app : CATALOGUE.apps().values()) {
      assertThat(policies.grants(app.id())).as(app.id()).isEqualTo(IamActions.of(CATALOGUE, app));
    }
  }

  @Test
  void an_independent_evaluator_allows_what_each_needs() throws Exception {
    List<Request> needed = new ArrayList<>();
    for (App app : CATALOGUE.apps().values()) {
      for (Grant grant : IamActions.of(CATALOGUE, app)) {
        needed.add(new Request(app.id(), grant.action(), grant.resource().replace("*", "1")));
      }
    }
    assertThat(needed).hasSizeGreaterThan(300);
    assertThat(IamSimulator.install().decide(policies, needed)).containsOnly("Allowed");
  }

  @Test
  void it_refuses_what_must_not_be() throws Exception {
    assertThat(Forbidden.NAMED).hasSizeGreaterThanOrEqualTo(40);
    assertThat(IamSimulator.install().decide(policies, Forbidden.NAMED))
        .containsOnly("ImplicitlyDenied");
  }

  @Test
  void it_refuses_every_topic_that_an_app_does_not_name() throws Exception {
    List<Request> others = new ArrayList<>();
    for (App app : CATALOGUE.apps().values()) {
      for (String topic : CATALOGUE.topics().keySet()) {
        String arn = inside("topic", topic);
        if (!app.consumes().contains(topic) && !app.checks().contains(topic)) {
          others.add(new Request(app.id(), PREFIX + "ReadData", arn));
        }
        if (!app.produces().contains(topic)) {
          others.add(new Request(app.id(), PREFIX + "WriteData", arn));
        }
        if (!app.manages().contains(topic)) {
          others.add(new Request(app.id(), PREFIX + "DeleteTopic", arn));
        }
      }
    }
    assertThat(others).hasSizeGreaterThan(1_000);
    assertThat(IamSimulator.install().decide(policies, others)).containsOnly("ImplicitlyDenied");
  }

  /// A topic more for billing: policies, access rules and the contract follow; the plan and the
  /// start-up guard do so in the tests of those.
  @Test
  void one_edit_of_the_catalogue_changes_rights_and_contract() throws Exception {
    Path edited = Files.writeString(directory.resolve("catalogue.yaml"), Edited.withRefunds());
    Catalogue catalogue;
    try (InputStream yaml = Files.newInputStream(edited)) {
      catalogue = Catalogue.parse(yaml);
    }
    Policies changed = Policies.render(terraform, module, edited);
    Grant write = new Grant("kafka-cluster:WriteData", inside("topic", Edited.TOPIC));
    assertThat(policies.grants("billing-service")).doesNotContain(write);
    assertThat(changed.grants("billing-service"))
        .contains(write)
        .isEqualTo(IamActions.of(catalogue, catalogue.app("billing-service")));
    assertThat(changed.grants("shipping-service")).doesNotContain(write);
    assertThat(changed.grants("common"))
        .contains(new Grant("kafka-cluster:DescribeTopic", inside("topic", Edited.TOPIC)));
    assertThat(AsyncApi.render(CATALOGUE, MSK)).doesNotContain(Edited.TOPIC);
    assertThat(AsyncApi.render(catalogue, MSK))
        .contains("billing-service.send." + Edited.TOPIC)
        .contains("address: " + Edited.TOPIC);
  }
}
