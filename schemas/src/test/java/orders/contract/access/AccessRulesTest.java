package orders.contract.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

  private static final Catalogue CATALOGUE = Catalogue.get();

  @Test
  void anAppMayDoWhatItsEntrySaysAndNothingElse() {
    assertThat(said("payments-worker"))
        .containsExactlyInAnyOrder(
            "READ TOPIC payments.requests",
            "WRITE TOPIC payments.results",
            "WRITE TOPIC payments.requests.dlq",
            "READ GROUP payments-worker",
            "WRITE TRANSACTIONAL_ID payments-worker-*");
  }

  @Test
  void rowsOfEveryVersionAndNoOtherTopicAreAProjections() {
    assertThat(said("view-orders"))
        .contains("WRITE TOPIC orders.summaries.v*", "READ TOPIC orders.events")
        .noneMatch(rule -> rule.startsWith("WRITE TOPIC") && !rule.contains("summaries"));
  }

  @Test
  void whoReadsWritesNothing() {
    assertThat(said("query")).noneMatch(rule -> rule.startsWith("WRITE"));
  }

  @Test
  void aReplayWritesRowsAndDecisionsAboutThemAndAsksNobodyForAnything() {
    assertThat(said("replay"))
        .filteredOn(rule -> rule.startsWith("WRITE TOPIC"))
        .isNotEmpty()
        .allMatch(rule -> rule.endsWith(".v*") || rule.startsWith("WRITE TOPIC control."));
  }

  @Test
  void theShareGroupIsSetUpByItsWorker() {
    assertThat(said("shipping-worker")).contains("ALTER_CONFIGS GROUP shipping-queue");
  }

  @Test
  void storesHaveTopicsOfTheAppsOwn() {
    assertThat(said("order-service")).contains("CREATE TOPIC order-service-*");
    assertThat(said("billing-service")).contains("CREATE TOPIC billing-service-*");
    assertThat(said("payments-worker")).noneMatch(rule -> rule.startsWith("CREATE"));
  }

  @Test
  void nobodyDeletesOrOverwritesWhatIsKeptForEver() {
    for (App app : CATALOGUE.apps().values()) {
      for (AclBinding rule : rules(app)) {
        for (Topic topic : CATALOGUE.topics().values()) {
          if (topic.poison() == Topic.Poison.HALT && covers(rule, topic.name())) {
            assertThat(rule.entry().operation())
                .as("%s on %s", app.id(), topic.name())
                .isIn(
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.DESCRIBE,
                    AclOperation.DESCRIBE_CONFIGS);
          }
        }
      }
    }
  }

  @Test
  void noPrefixReachesATopicThatItsAppDoesNotName() {
    for (App app : CATALOGUE.apps().values()) {
      for (AclBinding rule : rules(app)) {
        if (rule.pattern().patternType() == PatternType.PREFIXED
            && rule.pattern().resourceType() == ResourceType.TOPIC) {
          assertThat(CATALOGUE.topics().keySet().stream().filter(name -> covers(rule, name)))
              .as("%s with %s", app.id(), rule.pattern())
              .allMatch(
                  name ->
                      app.consumes().contains(name)
                          || app.produces().contains(name)
                          || app.manages().contains(name)
                          || app.describes().equals(App.EVERY));
        }
      }
    }
  }

  private static boolean covers(AclBinding rule, String topic) {
    return rule.pattern().resourceType() == ResourceType.TOPIC
        && (rule.pattern().patternType() == PatternType.PREFIXED
            ? topic.startsWith(rule.pattern().name())
            : topic.equals(rule.pattern().name()));
  }

  private static Set<AclBinding> rules(App app) {
    return new AccessRules(CATALOGUE).of("User:" + app.id(), List.of(app));
  }

  private static Set<String> said(String app) {
    return rules(CATALOGUE.app(app)).stream()
        .map(
            rule ->
                "%s %s %s%s"
                    .formatted(
                        rule.entry().operation(),
                        rule.pattern().resourceType(),
                        rule.pattern().name(),
                        rule.pattern().patternType() == PatternType.PREFIXED ? "*" : ""))
        .collect(Collectors.toSet());
  }
}
