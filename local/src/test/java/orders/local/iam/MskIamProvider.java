package orders.local.iam;

import java.security.Provider;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/// Brings `AWS_MSK_IAM` into this JVM for servers; Amazon's library does so for clients.
public final class MskIamProvider extends Provider {

  static final String MECHANISM = "AWS_MSK_IAM";

  private static final long serialVersionUID = 1L;

  MskIamProvider() {
    super("orders-msk-iam-server", "1", "verifies what aws-msk-iam-auth signs");
    put("SaslServerFactory." + MECHANISM, Factory.class.getName());
  }

  /// Made by the JVM, by its name.
  public static final class Factory implements SaslServerFactory {

    @Override
    public SaslServer createSaslServer(
        String mechanism,
        String protocol,
        String serverName,
        Map<String, ?> properties,
        CallbackHandler handler)
        throws SaslException {
      if (handler instanceof KeyRing ring) {
        return new MskIamServer(ring);
      }
      throw new SaslException("the listener's callback handler is not " + KeyRing.class.getName());
    }

    @Override
    public String[] getMechanismNames(Map<String, ?> properties) {
      return new String[] {MECHANISM};
    }
  }
}
