package orders.local;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.SecurityUtils;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/// Takes the rules of one principal away, one at a time, and asks Kafka's authorizer again what it
/// was asked before.
final class Needs {

  private Needs() {}

  /// The rules without which everything would have gone as it did.
  static List<AclBinding> unneeded(
      Collection<AclBinding> rules, Set<TracedAuthorizer.Asked> allowed) {
    List<AclBinding> unneeded = new ArrayList<>();
    for (AclBinding rule : rules) {
      Set<AclBinding> others = new HashSet<>(rules);
      others.remove(rule);
      StandardAuthorizer without = authorizer(others);
      if (allowed.stream().allMatch(asked -> isLook(asked, rule) || allows(without, asked))) {
        unneeded.add(rule);
      }
    }
    return unneeded;
  }

  /// To look at something is no reason to be let change it.
  private static boolean isLook(TracedAuthorizer.Asked asked, AclBinding rule) {
    return asked.operation() == AclOperation.DESCRIBE
        && rule.entry().operation() != AclOperation.DESCRIBE;
  }

  private static StandardAuthorizer authorizer(Set<AclBinding> rules) {
    var authorizer = new StandardAuthorizer();
    authorizer.withPluginMetrics(new PluginMetricsImpl(new Metrics(), Map.of()));
    authorizer.configure(
        Map.of(StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG, false));
    Map<Uuid, StandardAcl> snapshot = new HashMap<>();
    rules.forEach(rule -> snapshot.put(Uuid.randomUuid(), StandardAcl.fromAclBinding(rule)));
    authorizer.loadSnapshot(snapshot);
    authorizer.completeInitialLoad();
    return authorizer;
  }

  private static boolean allows(StandardAuthorizer authorizer, TracedAuthorizer.Asked asked) {
    var pattern = new ResourcePattern(asked.type(), asked.name(), PatternType.LITERAL);
    var action = new Action(asked.operation(), pattern, 1, false, false);
    var context = new Asking(SecurityUtils.parseKafkaPrincipal(asked.principal()));
    return authorizer.authorize(context, List.of(action)).getFirst() == AuthorizationResult.ALLOWED;
  }

  /// Who asks; where from and how matters to no rule of ours.
  private record Asking(KafkaPrincipal principal) implements AuthorizableRequestContext {

    @Override
    public String listenerName() {
      return "BROKER";
    }

    @Override
    public SecurityProtocol securityProtocol() {
      return SecurityProtocol.SASL_SSL;
    }

    @Override
    public InetAddress clientAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public int requestType() {
      return 0;
    }

    @Override
    public int requestVersion() {
      return 0;
    }

    @Override
    public String clientId() {
      return "asking";
    }

    @Override
    public int correlationId() {
      return 0;
    }
  }
}
