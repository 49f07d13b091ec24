package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orders.app.Role;
import orders.cli.ExitCodes;
import orders.contract.App;
import orders.contract.Apps;
import orders.contract.Catalogue;
import orders.contract.access.AccessRules;
import orders.kafka.ClientProperties;
import orders.kafka.KafkaConnection;
import orders.kafka.StartupGuard;
import orders.local.iam.Connections;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every app under its own name, on a broker that denies what the catalogue does not say.
class RightsTest {

  private static final int ORDERS = 20;

  /// New ones a second that a broker of Amazon MSK takes under IAM.
  private static final long CONNECTIONS_MAX = 100;

  private static final String ONE = "User:one-{name}";

  @TempDir static Path directory;
  private static SecuredShop shop;
  private static Set<TracedAuthorizer.Asked> asked = Set.of();

  @BeforeAll
  static void tour() {
    shop = SecuredShop.open(directory);
    new Tour(shop, directory).take();
    asked = TracedAuthorizer.asked();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void no_app_asks_for_more_than_it_may() {
    assertThat(asked)
        .filteredOn(one -> one.answer() == AuthorizationResult.DENIED)
        .filteredOn(one -> one.principal().contains("arn:"))
        .isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> without_any_one_of_its_rules_an_app_is_refused_something() {
    var rules = new AccessRules(Catalogue.get());
    return Catalogue.get().apps().values().stream()
        .filter(app -> !app.id().equals(Apps.NOTICES_PIPE)) // no process of ours
        .map(
            app -> {
              String principal = SecuredShop.OWN.replace("{name}", app.id());
              Set<TracedAuthorizer.Asked> allowed =
                  asked.stream()
                      .filter(one -> one.principal().equals(principal))
                      .filter(one -> one.answer() == AuthorizationResult.ALLOWED)
                      .collect(Collectors.toSet());
              return DynamicTest.dynamicTest(
                  app.id(),
                  () ->
                      assertThat(Needs.unneeded(rules.of(principal, List.of(app)), allowed))
                          .isEmpty());
            });
  }

  @Test
  void what_the_catalogue_does_not_say_is_refused() {
    List<String> refused = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (App app : Catalogue.get().apps().values()) {
      Refusals one = new Refusals(app, shop.cluster().as(app.id())).tryAll(Catalogue.get());
      refused.addAll(one.refused());
      done.addAll(one.done());
    }
    assertThat(done).isEmpty();
    assertThat(refused)
        .hasSizeGreaterThan(1_000)
        .contains(
            "view-billing: write orders.events",
            "billing-service: read stock.commands",
            "replay: write payments.requests",
            "replay: write shipping.jobs",
            "gateway: delete orders.events",
            "order-service: delete orders.events",
            "query: write billing.invoices.v1",
            "payments-worker: read orders.events");
  }

  @Test
  void what_is_too_much_is_shown_and_goes_only_when_asked_for() throws Exception {
    var extra =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "orders.events", PatternType.LITERAL),
            new AccessControlEntry(
                SecuredShop.OWN.replace("{name}", "dlq"),
                "*",
                AclOperation.DELETE,
                AclPermissionType.ALLOW));
    try (Admin admin =
        Admin.create(ClientProperties.admin(shop.cluster().as(SecuredCluster.ADMIN), "test"))) {
      admin.createAcls(Set.of(extra)).all().get();
      await().atMost(Duration.ofSeconds(20)).until(() -> shop.acls("plan") == ExitCodes.FAILED);
      assertThat(shop.acls("apply")).isEqualTo(ExitCodes.FAILED);
      assertThat(admin.describeAcls(extra.toFilter()).values().get()).containsExactly(extra);
      assertThat(shop.acls("apply", "--prune")).isEqualTo(ExitCodes.OK);
      assertThat(admin.describeAcls(extra.toFilter()).values().get()).isEmpty();
    }
  }

  @Test
  void a_process_may_have_one_principal_for_all_its_apps() {
    assertThat(shop.aclsOf(ONE, "plan", "--by=process")).isEqualTo(ExitCodes.FAILED);
    assertThat(shop.aclsOf(ONE, "apply", "--by=process")).isEqualTo(ExitCodes.OK);
    assertThat(shop.aclsOf(ONE, "plan", "--by=process")).isEqualTo(ExitCodes.OK);
    assertThat(shop.aclsOf("User:nobody", "plan")).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void a_start_names_the_right_that_its_app_lacks() throws Exception {
    String principal = SecuredShop.OWN.replace("{name}", "billing-service");
    AclBinding group =
        new AccessRules(Catalogue.get())
            .of(principal, List.of(Catalogue.get().app(Apps.BILLING_SERVICE))).stream()
                .filter(rule -> rule.pattern().resourceType() == ResourceType.GROUP)
                .findFirst()
                .orElseThrow();
    try (Admin admin =
        Admin.create(ClientProperties.admin(shop.cluster().as(SecuredCluster.ADMIN), "test"))) {
      assertThat(shop.cli("doctor")).isEqualTo(ExitCodes.OK);
      admin.deleteAcls(List.of(group.toFilter())).all().get();
      await().atMost(Duration.ofSeconds(20)).until(() -> shop.acls("plan") == ExitCodes.FAILED);
      assertThat(Said.by(() -> shop.cli("doctor", "billing")).text())
          .contains("✗ billing-service may not use group billing-service");
      assertThatThrownBy(() -> shop.startAnew(Role.BILLING))
          .isInstanceOf(StartupGuard.Refused.class)
          .hasMessageContaining("billing-service may not use group billing-service");
    } finally {
      assertThat(shop.acls("apply")).isEqualTo(ExitCodes.OK);
      shop.startAnew(Role.BILLING);
    }
  }

  @Test
  void who_does_not_sign_with_a_key_of_ours_is_refused() {
    refused(SecuredCluster.FORGER, "does not match");
    refused(SecuredCluster.STRANGER, "unknown");
  }

  @Test
  void sessions_end_and_go_on_under_load_and_no_order_is_lost() {
    Instant start = Instant.now();
    List<String> orders = new ArrayList<>();
    while (orders.size() < ORDERS
        || Duration.between(start, Instant.now()).compareTo(SecuredCluster.SESSION) <= 0) {
      orders.add(new Tour(shop, directory).placed("s-" + orders.size()));
    }
    assertThat(Connections.since(start)).isGreaterThan(Catalogue.get().apps().size());
    assertThat(orders).doesNotHaveDuplicates();
    new Tour(shop, directory).awaitDelivered(orders);
    shop.awaitReady();
  }

  @Test
  void a_broker_that_comes_back_is_not_stormed() {
    Instant start = Instant.now();
    shop.cluster().restart();
    new Tour(shop, directory).awaitDelivered(List.of(new Tour(shop, directory).placed("back")));
    shop.awaitReady();
    assertThat(Connections.mostInASecond(start)).isLessThan(CONNECTIONS_MAX);
  }

  private static void refused(String user, String why) {
    KafkaConnection connection = shop.cluster().as(user);
    try (Admin admin = Admin.create(ClientProperties.admin(connection, "test"))) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class)
          .hasMessageContaining(why);
    }
  }
}
