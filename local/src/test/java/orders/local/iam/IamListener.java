package orders.local.iam;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.Map;
import orders.local.LocalKafka;

/// What an embedded broker is told so that clients have to sign, as on Amazon MSK. It speaks to
/// itself on another listener, where nobody is asked.
public final class IamListener {

  private static final String MECHANISM = "listener.name.broker.aws_msk_iam.";

  private IamListener() {}

  /// @param port where clients connect
  /// @param session after which a client has to sign again
  /// @param keys that may connect
  public static Map<String, String> settings(int port, Duration session, AccessKey... keys) {
    int internal = LocalKafka.freePort();
    int controller = LocalKafka.freePort();
    return Map.ofEntries(
        entry(
            "listeners",
            "BROKER://127.0.0.1:%d,INTERNAL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(port, internal, controller)),
        entry(
            "advertised.listeners",
            "BROKER://localhost:%d,INTERNAL://localhost:%d".formatted(port, internal)),
        entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
        entry(
            "listener.security.protocol.map",
            "BROKER:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        entry("inter.broker.listener.name", "INTERNAL"),
        entry("listener.name.broker.sasl.enabled.mechanisms", MskIamProvider.MECHANISM),
        entry(MECHANISM + "sasl.jaas.config", KnownKeys.jaas(keys)),
        entry(MECHANISM + "sasl.server.callback.handler.class", KeyRing.class.getName()),
        entry(MECHANISM + "connections.max.reauth.ms", Long.toString(session.toMillis())));
  }
}
