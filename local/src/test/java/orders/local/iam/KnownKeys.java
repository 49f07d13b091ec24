package orders.local.iam;

import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;

/// Names the keys that a listener knows, in its `sasl.jaas.config`; being named, it brings the
/// mechanism into this JVM.
public final class KnownKeys implements LoginModule {

  static {
    Security.addProvider(new MskIamProvider());
  }

  /// The `sasl.jaas.config` of a listener.
  public static String jaas(AccessKey... keys) {
    return Arrays.stream(keys)
        .map(AccessKey::option)
        .collect(Collectors.joining(" ", KnownKeys.class.getName() + " required ", ";"));
  }

  @Override
  public void initialize(
      Subject subject, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
    // Whoever connects is asked by the mechanism; the listener itself logs in nowhere.
  }

  @Override
  public boolean login() {
    return true;
  }

  @Override
  public boolean commit() {
    return true;
  }

  @Override
  public boolean abort() {
    return false;
  }

  @Override
  public boolean logout() {
    return true;
  }
}
