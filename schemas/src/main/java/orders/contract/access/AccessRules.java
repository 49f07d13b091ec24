package orders.contract.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.Topic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Renders what an app may do, and nothing else: exact names where there is one name, prefixes for
/// versions of rows and for what belongs to an app alone. There is no rule that denies; a cluster
/// with these rules denies everything else by itself.
public final class AccessRules {

  /// Anywhere: networks are kept apart by other means.
  private static final String ANY_HOST = "*";

  private final Catalogue catalogue;

  public AccessRules(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// The rules of one principal that runs these apps.
  ///
  /// @param principal such as `User:order-service`
  public Set<AclBinding> of(String principal, Collection<App> apps) {
    var rules = new Rules(principal);
    apps.forEach(app -> topics(app, rules));
    apps.forEach(app -> groups(app, rules));
    return rules.all;
  }

  private void topics(App app, Rules rules) {
    for (String name : app.consumes()) {
      rules.allow(topic(name), AclOperation.READ, AclOperation.DESCRIBE);
    }
    for (String name : app.produces()) {
      rules.allow(topic(name), AclOperation.WRITE, AclOperation.DESCRIBE);
    }
    for (String name : described(app)) {
      rules.allow(topic(name), AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
    }
    for (String name : app.manages()) {
      rules.allow(
          topic(name),
          AclOperation.CREATE,
          AclOperation.DELETE,
          AclOperation.DESCRIBE,
          AclOperation.DESCRIBE_CONFIGS);
    }
    // Kafka Streams makes the topics of its stores, writes them, and reads them after a crash.
    app.storeTopics()
        .forEach(
            prefix ->
                rules.allow(
                    pattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                    AclOperation.CREATE,
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.DESCRIBE,
                    AclOperation.DESCRIBE_CONFIGS));
    if (!app.produces().isEmpty()) {
      // Brokers before 2.8 ask for it, and Amazon's access control does today.
      rules.allow(
          pattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
          AclOperation.IDEMPOTENT_WRITE);
    }
  }

  private static void groups(App app, Rules rules) {
    for (String id : app.groups()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.READ, AclOperation.DESCRIBE);
    }
    for (String id : app.shareGroups()) {
      rules.allow(
          named(ResourceType.GROUP, id),
          AclOperation.READ,
          AclOperation.DESCRIBE,
          AclOperation.ALTER_CONFIGS);
    }
    for (String id : app.watches()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.DESCRIBE);
    }
    for (String id : app.managesGroups()) {
      rules.allow(
          named(ResourceType.GROUP, id),
          AclOperation.READ,
          AclOperation.DESCRIBE,
          AclOperation.DELETE);
    }
    for (String id : app.transactionalIds()) {
      rules.allow(
          named(ResourceType.TRANSACTIONAL_ID, id), AclOperation.WRITE, AclOperation.DESCRIBE);
    }
  }

  private Collection<String> described(App app) {
    return app.describes().equals(App.EVERY) ? catalogue.topics().keySet() : app.describes();
  }

  private ResourcePattern topic(String name) {
    Topic topic = catalogue.topic(name);
    return topic.versioned()
        ? pattern(ResourceType.TOPIC, topic.versions(), PatternType.PREFIXED)
        : pattern(ResourceType.TOPIC, name, PatternType.LITERAL);
  }

  private static ResourcePattern named(ResourceType type, String id) {
    return id.endsWith("*")
        ? pattern(type, id.substring(0, id.length() - 1), PatternType.PREFIXED)
        : pattern(type, id, PatternType.LITERAL);
  }

  private static ResourcePattern pattern(ResourceType type, String name, PatternType pattern) {
    return new ResourcePattern(type, name, pattern);
  }

  private static final class Rules {
    private final String principal;
    private final Set<AclBinding> all = new LinkedHashSet<>();

    Rules(String principal) {
      this.principal = principal;
    }

    void allow(ResourcePattern resource, AclOperation... operations) {
      for (AclOperation operation : List.of(operations)) {
        all.add(
            new AclBinding(
                resource,
                new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
      }
    }
  }
}
