package orders.local;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/// Kafka's own authorizer, which also remembers what it was asked, and what it answered: of what
/// it would log. The rest are looks at what somebody could do, which nothing fails of.
public final class TracedAuthorizer extends StandardAuthorizer {

  /// @param principal such as `User:gateway`
  record Asked(
      String principal,
      AclOperation operation,
      ResourceType type,
      String name,
      AuthorizationResult answer) {}

  private static final String ANY = "*";
  private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

  /// Made by Kafka, by its name.
  public TracedAuthorizer() {}

  /// All of this JVM's brokers together.
  static Set<Asked> asked() {
    return Set.copyOf(ASKED);
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> answers = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      if (matters(actions.get(i), answers.get(i))) {
        ASKED.add(asked(context, actions.get(i), answers.get(i)));
      }
    }
    return answers;
  }

  /// Whether it may do so to any of that kind: who asks for a producer's id must be able to write
  /// somewhere.
  @Override
  public AuthorizationResult authorizeByResourceType(
      AuthorizableRequestContext context, AclOperation operation, ResourceType type) {
    AuthorizationResult answer = super.authorizeByResourceType(context, operation, type);
    if (answer == AuthorizationResult.DENIED) {
      ASKED.add(new Asked(context.principal().toString(), operation, type, ANY, answer));
    }
    return answer;
  }

  private static boolean matters(Action action, AuthorizationResult answer) {
    return switch (answer) {
      case ALLOWED -> action.logIfAllowed();
      case DENIED -> action.logIfDenied();
    };
  }

  private static Asked asked(
      AuthorizableRequestContext context, Action action, AuthorizationResult answer) {
    return new Asked(
        context.principal().toString(),
        action.operation(),
        action.resourcePattern().resourceType(),
        action.resourcePattern().name(),
        answer);
  }
}
