package orders.app;

import java.net.URI;
import java.util.Optional;
import orders.policy.OrderDeadlines;

/// What a process is told of the world outside.
///
/// @param payments where the payment provider is; without it payments are not asked for
/// @param carrier where the carrier is; without it nothing is shipped
/// @param callbackSecret what both sign their calls with; without it no call is taken
/// @param deadlines how long an order waits
/// @param workers of the shipping queue in this process, where it is a share group
public record Fulfilment(
    Optional<URI> payments,
    Optional<URI> carrier,
    Optional<String> callbackSecret,
    OrderDeadlines deadlines,
    int workers) {

  public static final int WORKERS = 3;

  /// Without the secret.
  @Override
  public String toString() {
    return "Fulfilment[payments=%s, carrier=%s, deadlines=%s]"
        .formatted(payments, carrier, deadlines);
  }
}
