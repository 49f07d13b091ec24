package orders.local.iam;

import org.apache.kafka.common.KafkaException;

/// Who a key belongs to, and what proves it.
///
/// @param principal what access rules speak of: an ARN
public record AccessKey(String id, String secret, String principal) {

  private static final String ARN = "arn:aws:iam::000000000000:user/";

  /// The key of a user of a test's account, whose id and secret follow from the name.
  public static AccessKey of(String user) {
    String id = "AKIA" + Integer.toHexString(user.hashCode()).toUpperCase(java.util.Locale.ROOT);
    return new AccessKey(id, "secret-of-" + user, principal(user));
  }

  /// What access rules call that user.
  public static String principal(String user) {
    return ARN + user;
  }

  /// As an option of [KnownKeys]: the key's id names it.
  String option() {
    return "%s=\"%s %s\"".formatted(id, secret, principal);
  }

  static AccessKey read(String id, String option) {
    String[] parts = option.split(" ", 2);
    if (parts.length != 2) {
      throw new KafkaException("the option of key " + id + " is not \"secret principal\"");
    }
    return new AccessKey(id, parts[0], parts[1]);
  }
}
