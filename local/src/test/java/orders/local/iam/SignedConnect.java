package orders.local.iam;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/// The one message of a client: a `GET /` that is signed in its query (AWS Signature Version 4),
/// told as JSON with the query's names in lower case.
final class SignedConnect {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Duration VALID_MAX = Duration.ofMinutes(15);
  private static final String SERVICE = "kafka-cluster";
  private static final String VERSION = "2020_10_22";
  private static final String ACTION = "kafka-cluster:Connect";
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1");

  /// What is signed, as it is spelled in a query; the token only where the key has one.
  private static final Map<String, String> QUERY =
      Map.of(
          "action", "Action",
          "x-amz-algorithm", "X-Amz-Algorithm",
          "x-amz-credential", "X-Amz-Credential",
          "x-amz-date", "X-Amz-Date",
          "x-amz-expires", "X-Amz-Expires",
          "x-amz-security-token", "X-Amz-Security-Token",
          "x-amz-signedheaders", "X-Amz-SignedHeaders");

  private final Map<String, String> said;
  private final String[] credential;

  private SignedConnect(Map<String, String> said) {
    this.said = said;
    this.credential = value("x-amz-credential").split("/", -1);
    must(credential.length == 5, "the credential is not key/day/region/service/aws4_request");
  }

  static SignedConnect read(byte[] message) {
    try {
      var connect = new SignedConnect(JSON.readValue(message, new TypeReference<>() {}));
      connect.check();
      return connect;
    } catch (IOException e) {
      throw new SaslAuthenticationException("the message is no JSON object of texts", e);
    }
  }

  String keyId() {
    return credential[0];
  }

  String signature() {
    return value("x-amz-signature");
  }

  Instant signedAt() {
    try {
      return TIME.parse(value("x-amz-date"), Instant::from);
    } catch (DateTimeException e) {
      throw new SaslAuthenticationException("x-amz-date is no time", e);
    }
  }

  Duration validFor() {
    try {
      return Duration.ofSeconds(Integer.parseInt(value("x-amz-expires")));
    } catch (NumberFormatException e) {
      throw new SaslAuthenticationException("x-amz-expires is no number of seconds", e);
    }
  }

  /// Throws unless whoever holds the key signed exactly this.
  void verify(AccessKey key) {
    String signed =
        ALGORITHM + "\n" + value("x-amz-date") + "\n" + scope() + "\n" + hash(request());
    byte[] secret = text("AWS4" + key.secret());
    for (int part = 1; part < credential.length; part++) {
      secret = mac(secret, credential[part]);
    }
    byte[] right = text(HexFormat.of().formatHex(mac(secret, signed)));
    must(MessageDigest.isEqual(right, text(signature())), "the signature does not match");
  }

  private void check() {
    must(value("version").equals(VERSION), "the version is not " + VERSION);
    must(HOSTS.contains(value("host")), "it was signed for another host");
    must(value("action").equals(ACTION), "the action is not " + ACTION);
    must(value("x-amz-algorithm").equals(ALGORITHM), "the algorithm is not " + ALGORITHM);
    must(value("x-amz-signedheaders").equals("host"), "not the host alone is signed");
    must(credential[3].equals(SERVICE), "it was signed for another service");
    must(credential[1].equals(value("x-amz-date").substring(0, 8)), "the days differ");
    must(validFor().compareTo(VALID_MAX) <= 0, "it is valid for too long");
  }

  private String request() {
    Map<String, String> query = new TreeMap<>();
    QUERY.forEach(
        (name, spelled) -> {
          if (said.containsKey(name)) {
            query.put(spelled, value(name));
          }
        });
    String asked =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return "GET\n/\n" + asked + "\nhost:" + value("host") + "\n\nhost\n" + hash("");
  }

  private String scope() {
    return value("x-amz-credential").substring(keyId().length() + 1);
  }

  private String value(String name) {
    String value = said.get(name);
    if (value == null) {
      throw new SaslAuthenticationException("the message lacks " + name);
    }
    return value;
  }

  private static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new SaslAuthenticationException(otherwise);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
