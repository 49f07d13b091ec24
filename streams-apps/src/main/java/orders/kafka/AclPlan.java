package orders.kafka;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;

/// How the access rules of a cluster differ from the catalogue, for the principals of our apps; the
/// rules of others are nobody's business here.
///
/// @param held rules that are there as they should be
/// @param missing what an app needs and may not do
/// @param extra what a principal of ours may do (or is denied) and no app needs
public record AclPlan(List<AclBinding> held, List<AclBinding> missing, List<AclBinding> extra) {

  public AclPlan {
    held = List.copyOf(held);
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
  }

  public boolean clean() {
    return missing.isEmpty() && extra.isEmpty();
  }

  /// What may be removed: permissions that no app needs. Somebody's ban is left to who made it, for
  /// to remove it permits something.
  public List<AclBinding> removable() {
    return extra.stream()
        .filter(rule -> rule.entry().permissionType() == AclPermissionType.ALLOW)
        .toList();
  }
}
