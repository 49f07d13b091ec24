package orders.local.iam;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import javax.security.sasl.SaslServer;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.security.authenticator.SaslInternalConfigs;
import org.jspecify.annotations.Nullable;

/// One conversation: a signed message in, the id of the request out.
final class MskIamServer implements SaslServer {

  private final KeyRing ring;
  private @Nullable AccessKey key;
  private Instant end = Instant.EPOCH;

  MskIamServer(KeyRing ring) {
    this.ring = ring;
  }

  @Override
  public byte[] evaluateResponse(byte[] message) {
    SignedConnect connect = SignedConnect.read(message);
    AccessKey known =
        ring.key(connect.keyId())
            .orElseThrow(() -> new SaslAuthenticationException("the access key is unknown"));
    connect.verify(known);
    end = ring.seen().admit(connect);
    key = known;
    Connections.count(known.principal());
    return "{\"version\":\"2020_10_22\",\"request-id\":\"%s\"}"
        .formatted(UUID.randomUUID())
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isComplete() {
    return key != null;
  }

  @Override
  public String getAuthorizationID() {
    if (key == null) {
      throw new IllegalStateException("nobody is authenticated yet");
    }
    return key.principal();
  }

  /// A session ends with its credentials; Kafka's `connections.max.reauth.ms` may end it sooner.
  @Override
  public @Nullable Object getNegotiatedProperty(String name) {
    return name.equals(SaslInternalConfigs.CREDENTIAL_LIFETIME_MS_SASL_NEGOTIATED_PROPERTY_KEY)
        ? end.toEpochMilli()
        : null;
  }

  @Override
  public String getMechanismName() {
    return MskIamProvider.MECHANISM;
  }

  @Override
  public byte[] unwrap(byte[] incoming, int offset, int length) {
    throw new IllegalStateException("the mechanism protects nothing itself; TLS does");
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int length) {
    throw new IllegalStateException("the mechanism protects nothing itself; TLS does");
  }

  @Override
  public void dispose() {
    key = null;
  }
}
