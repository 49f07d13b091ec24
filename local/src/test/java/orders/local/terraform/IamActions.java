package orders.local.terraform;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import orders.contract.App;
import orders.contract.Catalogue;
import orders.contract.access.AccessRules;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Kafka's access rules in the words of Amazon MSK's access control, as AWS's table puts them side
/// by side.
final class IamActions {

  /// Of a cluster that there is not.
  static final String CLUSTER =
      "arn:aws:kafka:us-east-1:111122223333:cluster/orders/11111111-2222-3333-4444-555555555555-6";

  private IamActions() {}

  /// An action on a resource, whose name may end in `*`.
  record Grant(String action, String resource) implements Comparable<Grant> {

    @Override
    public int compareTo(Grant other) {
      return toString().compareTo(other.toString());
    }
  }

  /// What the access rules of an app are there.
  static Set<Grant> of(Catalogue catalogue, App app) {
    Set<Grant> grants = new TreeSet<>();
    // Kafka has no rule for it: whoever is let in at all may connect.
    grants.add(new Grant("kafka-cluster:Connect", CLUSTER));
    for (AclBinding rule :
        new AccessRules(catalogue).of("User:" + app.id(), java.util.List.of(app))) {
      add(grants, rule.pattern(), rule.entry().operation());
      for (AclOperation implied : implied(rule)) {
        add(grants, rule.pattern(), implied);
      }
      if (rule.pattern().resourceType() == ResourceType.TOPIC
          && rule.entry().operation() == AclOperation.WRITE) {
        grants.add(new Grant("kafka-cluster:WriteDataIdempotently", CLUSTER));
      }
    }
    return grants;
  }

  /// What Kafka's rule includes and Amazon's wants spelled out.
  private static Set<AclOperation> implied(AclBinding rule) {
    return switch (rule.entry().operation()) {
      case READ, WRITE, DELETE, ALTER -> Set.of(AclOperation.DESCRIBE);
      default -> Set.of();
    };
  }

  private static void add(Set<Grant> grants, ResourcePattern pattern, AclOperation operation) {
    action(pattern, operation).ifPresent(name -> grants.add(new Grant(name, arn(pattern))));
  }

  private static Optional<String> action(ResourcePattern pattern, AclOperation operation) {
    return switch (pattern.resourceType()) {
      case TOPIC -> Optional.of("kafka-cluster:" + topic(operation));
      case GROUP -> group(operation).map(name -> "kafka-cluster:" + name);
      case TRANSACTIONAL_ID -> Optional.of("kafka-cluster:" + transactionalId(operation));
      case CLUSTER, UNKNOWN, ANY, DELEGATION_TOKEN, USER ->
          throw new IllegalArgumentException("no action for " + operation + " on " + pattern);
    };
  }

  private static String topic(AclOperation operation) {
    return switch (operation) {
      case READ -> "ReadData";
      case WRITE -> "WriteData";
      case CREATE -> "CreateTopic";
      case DELETE -> "DeleteTopic";
      case ALTER -> "AlterTopic";
      case DESCRIBE -> "DescribeTopic";
      case DESCRIBE_CONFIGS -> "DescribeTopicDynamicConfiguration";
      case ALTER_CONFIGS -> "AlterTopicDynamicConfiguration";
      default -> throw new IllegalArgumentException("no such right on a topic: " + operation);
    };
  }

  private static Optional<String> group(AclOperation operation) {
    return switch (operation) {
      case READ -> Optional.of("AlterGroup");
      case DESCRIBE -> Optional.of("DescribeGroup");
      case DELETE -> Optional.of("DeleteGroup");
      // Settings of share groups, which MSK's Standard brokers do not have: nothing to allow.
      case ALTER_CONFIGS -> Optional.empty();
      default -> throw new IllegalArgumentException("no such right on a group: " + operation);
    };
  }

  private static String transactionalId(AclOperation operation) {
    return switch (operation) {
      case WRITE -> "AlterTransactionalId";
      case DESCRIBE -> "DescribeTransactionalId";
      default -> throw new IllegalArgumentException("no such right on a transaction: " + operation);
    };
  }

  private static String arn(ResourcePattern pattern) {
    String name = pattern.name() + (pattern.patternType() == PatternType.PREFIXED ? "*" : "");
    return switch (pattern.resourceType()) {
      case TOPIC -> inside("topic", name);
      case GROUP -> inside("group", name);
      case TRANSACTIONAL_ID -> inside("transactional-id", name);
      case CLUSTER, UNKNOWN, ANY, DELEGATION_TOKEN, USER -> CLUSTER;
    };
  }

  /// The ARN of something in that cluster.
  static String inside(String kind, String name) {
    return CLUSTER.replace(":cluster/", ":" + kind + "/") + "/" + name;
  }
}
