package orders.local.iam;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/// The keys of a listener and the signatures that it has seen: what its mechanism asks.
public final class KeyRing implements AuthenticateCallbackHandler {

  private final Map<String, AccessKey> keys = new HashMap<>();
  private final SeenSignatures seen = new SeenSignatures(Clock.systemUTC());

  /// Made by Kafka, by its name.
  public KeyRing() {}

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    for (AppConfigurationEntry entry : entries) {
      entry
          .getOptions()
          .forEach((id, option) -> keys.put(id, AccessKey.read(id, option.toString())));
    }
  }

  Optional<AccessKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  SeenSignatures seen() {
    return seen;
  }

  @Override
  public void close() {
    keys.clear();
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    throw new UnsupportedCallbackException(callbacks[0], "the mechanism asks for keys by their id");
  }
}
