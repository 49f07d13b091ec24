package orders.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.security.authenticator.SaslInternalConfigs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// What Amazon's own signer signed is taken, and nothing else.
class MskIamServerTest {

  private static final AccessKey KEY = AccessKey.of("gateway");
  private static final Duration VALID = Duration.ofMinutes(15);

  private final KeyRing ring = new KeyRing();

  @BeforeEach
  void know() {
    var options = Map.of(KEY.id(), KEY.secret() + " " + KEY.principal());
    ring.configure(
        Map.of(),
        MskIamProvider.MECHANISM,
        List.of(
            new AppConfigurationEntry(
                KnownKeys.class.getName(), LoginModuleControlFlag.REQUIRED, options)));
  }

  @Test
  void what_was_signed_with_the_key_is_taken_until_it_expires() {
    var server = new MskIamServer(ring);
    byte[] answer = server.evaluateResponse(bytes(signed(KEY, Instant.now(), VALID)));
    assertThat(new String(answer, StandardCharsets.UTF_8)).contains("2020_10_22", "request-id");
    assertThat(server.isComplete()).isTrue();
    assertThat(server.getAuthorizationID()).isEqualTo(KEY.principal());
    String lifetime = SaslInternalConfigs.CREDENTIAL_LIFETIME_MS_SASL_NEGOTIATED_PROPERTY_KEY;
    assertThat((Long) server.getNegotiatedProperty(lifetime))
        .isBetween(
            Instant.now().plusSeconds(800).toEpochMilli(),
            Instant.now().plusSeconds(901).toEpochMilli());
  }

  @Test
  void two_connections_of_the_same_second_may_say_the_same() {
    byte[] said = bytes(signed(KEY, Instant.now(), VALID));
    new MskIamServer(ring).evaluateResponse(said);
    assertThat(new MskIamServer(ring).evaluateResponse(said)).isNotEmpty();
  }

  @Test
  void what_was_heard_and_is_said_again_is_refused() {
    byte[] said = bytes(signed(KEY, Instant.now().minusSeconds(30), VALID));
    new MskIamServer(ring).evaluateResponse(said);
    refused(said, "used before");
  }

  @Test
  void what_was_signed_too_long_ago_or_in_a_time_to_come_is_refused() {
    refused(bytes(signed(KEY, Instant.now().minusSeconds(901), VALID)), "expired");
    refused(bytes(signed(KEY, Instant.now().plusSeconds(400), VALID)), "a time to come");
    refused(bytes(signed(KEY, Instant.now(), Duration.ofHours(2))), "too long");
  }

  @Test
  void another_secret_another_key_and_no_key_are_refused() {
    var guessed = new AccessKey(KEY.id(), "guessed", KEY.principal());
    refused(bytes(signed(guessed, Instant.now(), VALID)), "does not match");
    refused(bytes(signed(AccessKey.of("stranger"), Instant.now(), VALID)), "unknown");
    refused("not JSON".getBytes(StandardCharsets.UTF_8), "no JSON");
    refused("{}".getBytes(StandardCharsets.UTF_8), "lacks");
    refused(new byte[0], "no JSON");
  }

  @Test
  void what_was_changed_after_it_was_signed_is_refused() {
    Map<String, String> said = signed(KEY, Instant.now(), VALID);
    refused(changed(said, "host", "another.example.org"), "another host");
    refused(changed(said, "host", "127.0.0.1"), "does not match");
    refused(changed(said, "action", "kafka-cluster:AlterCluster"), "action");
    refused(changed(said, "version", "2031_01_01"), "version");
    refused(changed(said, "x-amz-expires", "899"), "does not match");
    refused(changed(said, "x-amz-expires", "soon"), "no number");
    refused(changed(said, "x-amz-date", "20260101T000000Z"), "days differ");
    refused(changed(said, "x-amz-signedheaders", "host;date"), "host alone");
    refused(changed(said, "x-amz-security-token", "stolen"), "does not match");
    String credential = said.getOrDefault("x-amz-credential", "");
    refused(
        changed(said, "x-amz-credential", credential.replace("kafka-cluster", "s3")), "service");
    refused(
        changed(said, "x-amz-credential", credential.replace("eu-central-1", "us-east-1")),
        "does not match");
  }

  private void refused(byte[] said, String why) {
    assertThatThrownBy(() -> new MskIamServer(ring).evaluateResponse(said))
        .isInstanceOf(SaslAuthenticationException.class)
        .hasMessageContaining(why);
  }

  private static byte[] changed(Map<String, String> said, String name, String value) {
    Map<String, String> changed = new HashMap<>(said);
    changed.put(name, value);
    return bytes(changed);
  }

  private static Map<String, String> signed(AccessKey key, Instant at, Duration valid) {
    SdkHttpRequest connect =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host("localhost")
            .encodedPath("/")
            .putRawQueryParameter("Action", "kafka-cluster:Connect")
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                request ->
                    request
                        .identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                        .request(connect)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kafka-cluster")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(
                            AwsV4HttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, valid)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
            .request();
    Map<String, String> said = new HashMap<>();
    said.put("version", "2020_10_22");
    said.put("host", "localhost");
    said.put("user-agent", "test");
    signed
        .rawQueryParameters()
        .forEach((name, values) -> said.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return said;
  }

  private static byte[] bytes(Map<String, String> said) {
    try {
      return new ObjectMapper().writeValueAsBytes(said);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
