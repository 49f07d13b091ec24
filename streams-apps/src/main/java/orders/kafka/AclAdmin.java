package orders.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/// The cluster's access rules against what the catalogue wants.
public final class AclAdmin {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /// So that a plan reads from one principal to the next.
  private static final Comparator<AclBinding> ORDER =
      Comparator.<AclBinding, String>comparing(rule -> rule.entry().principal())
          .thenComparing(rule -> rule.pattern().resourceType())
          .thenComparing(rule -> rule.pattern().name())
          .thenComparing(rule -> rule.entry().operation());

  private final Admin admin;
  private final Set<AclBinding> wanted;

  /// @param wanted every rule of every principal of ours
  public AclAdmin(Admin admin, Collection<AclBinding> wanted) {
    this.admin = admin;
    this.wanted = new LinkedHashSet<>(wanted);
  }

  /// Compares, and changes nothing.
  ///
  /// @throws IllegalStateException when the cluster has no access control
  public AclPlan plan() {
    Set<String> ours =
        wanted.stream().map(rule -> rule.entry().principal()).collect(Collectors.toSet());
    List<AclBinding> held = new ArrayList<>();
    List<AclBinding> extra = new ArrayList<>();
    for (String principal : ours) {
      for (AclBinding rule : await(admin.describeAcls(of(principal)).values())) {
        (wanted.contains(rule) ? held : extra).add(rule);
      }
    }
    List<AclBinding> missing =
        wanted.stream().filter(rule -> !held.contains(rule)).sorted(ORDER).toList();
    held.sort(ORDER);
    extra.sort(ORDER);
    return new AclPlan(held, missing, extra);
  }

  /// Adds what is missing, and returns when brokers mind it.
  ///
  /// @param prune whether to remove what no app needs, too, see [AclPlan#removable]
  /// @return how it is now
  public AclPlan apply(AclPlan plan, boolean prune) {
    await(admin.createAcls(plan.missing()).all());
    if (prune && !plan.removable().isEmpty()) {
      var filters = plan.removable().stream().map(AclBinding::toFilter).toList();
      var _ = await(admin.deleteAcls(filters).all());
    }
    return awaitVisible(prune);
  }

  /// A rule is there when the controller says so, and minded when the brokers know it.
  private AclPlan awaitVisible(boolean prune) {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (true) {
      AclPlan now = plan();
      boolean visible = now.missing().isEmpty() && (!prune || now.removable().isEmpty());
      if (visible || System.nanoTime() > deadline) {
        return now;
      }
      try {
        Thread.sleep(LOOK_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private static AclBindingFilter of(String principal) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
  }

  private static <T> T await(KafkaFuture<T> future) {
    return AdminAnswer.of(future, WAIT);
  }
}
