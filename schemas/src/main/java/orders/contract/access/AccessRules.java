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
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Renders what an app may do, and nothing else: exact names where there is one name, prefixes for
/// versions of rows and for what belongs to an app alone. There is no rule that denies; a cluster
/// with these rules denies everything else by itself.
///
/// Who may read, write or delete may also describe, and who may write may do so idempotently: that
/// is Kafka's (KIP-679), so no rule says it again. Amazon's access control wants both spelled out.
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
      rules.allow(topic(name), AclOperation.READ);
    }
    for (String name : app.checks()) {
      rules.allow(topic(name), AclOperation.READ);
    }
    for (String name : app.produces()) {
      rules.allow(topic(name), AclOperation.WRITE);
    }
    for (String name : described(app)) {
      if (!app.consumes().contains(name) && !app.produces().contains(name)) {
        rules.allow(topic(name), AclOperation.DESCRIBE);
      }
      rules.allow(topic(name), AclOperation.DESCRIBE_CONFIGS);
    }
    for (String name : app.manages()) {
      rules.allow(
          topic(name), AclOperation.CREATE, AclOperation.DELETE, AclOperation.DESCRIBE_CONFIGS);
    }
    // Kafka Streams makes the topics of its stores, writes them, and reads them after a crash.
    app.storeOwners()
        .forEach(
            owner ->
                rules.allow(
                    stores(owner),
                    AclOperation.CREATE,
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.DESCRIBE_CONFIGS));
  }

  private void groups(App app, Rules rules) {
    for (String id : app.groups()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.READ);
    }
    for (String id : app.shareGroups()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.READ, AclOperation.ALTER_CONFIGS);
    }
    for (String id : app.watches()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.DESCRIBE);
    }
    for (String id : app.movesGroups()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.READ);
      if (keepsStores(id)) { // and in them how far it has come
        rules.allow(stores(id), AclOperation.READ, AclOperation.WRITE);
      }
    }
    for (String id : app.deletesGroups()) {
      rules.allow(named(ResourceType.GROUP, id), AclOperation.DELETE);
    }
    for (String id : app.transactionalIds()) {
      rules.allow(named(ResourceType.TRANSACTIONAL_ID, id), AclOperation.WRITE);
    }
  }

  private boolean keepsStores(String group) {
    App app = catalogue.apps().get(group);
    return app != null && !app.states().isEmpty();
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

  private static ResourcePattern stores(String app) {
    return pattern(ResourceType.TOPIC, App.storeTopics(app), PatternType.PREFIXED);
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
