package orders.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclPlanTest {

  @Test
  void a_ban_is_never_pruned() {
    AclBinding permission = rule(AclPermissionType.ALLOW);
    AclBinding ban = rule(AclPermissionType.DENY);
    var plan = new AclPlan(List.of(), List.of(), List.of(permission, ban));
    assertThat(plan.removable()).containsExactly(permission);
    assertThat(plan.clean()).isFalse();
  }

  private static AclBinding rule(AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "orders.events", PatternType.LITERAL),
        new AccessControlEntry("User:order-service", "*", AclOperation.READ, permission));
  }
}
