package orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import orders.contract.Topics;
import orders.engine.Envelope;
import orders.memory.MemoryBackend;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentResult.PaymentApproved;
import orders.policy.payment.PaymentResult.PaymentDeclined;
import orders.policy.shipping.ShippingResult.ParcelDelivered;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// What the payment provider and the carrier call in.
class CallbacksTest extends ApiSpec {

  private static final String ORDER = "00000000-0000-5000-8000-000000000001";
  private static final String PAYMENT = "00000000-0000-5000-8000-000000000002";

  @Test
  void anApprovalIsWrittenDownUnderItsOrder() {
    assertThat(call("/v1/callbacks/payments", "m-1", payment("payment.authorised", "null")))
        .isEqualTo(204);
    ProducerRecord<String, byte[]> record = written().getFirst();
    assertThat(record.topic()).isEqualTo(Topics.PAYMENTS_RESULTS);
    assertThat(record.key()).isEqualTo(ORDER);
    assertThat(result(record)).isEqualTo(new PaymentApproved(PAYMENT));
  }

  @Test
  void aDeclineSaysWhy() {
    call("/v1/callbacks/payments", "m-1", payment("payment.declined", "\"no funds\""));
    assertThat(result(written().getFirst())).isEqualTo(new PaymentDeclined(PAYMENT, "no funds"));
  }

  @Test
  void aDeliveryIsWrittenDown() {
    String body =
        """
        {"type":"parcel.delivered","timestamp":"2026-11-24T10:00:00Z",
         "data":{"orderId":"%s","parcelId":"%s","carrier":"Bird Post","tracking":"B-1"}}\
        """
            .formatted(ORDER, PAYMENT);
    assertThat(call("/v1/callbacks/shipping", "m-1", body)).isEqualTo(204);
    assertThat(backend.codecs.shippingResults().decode(written().getFirst().value()))
        .isEqualTo(new ParcelDelivered(PAYMENT, "Bird Post", "B-1"));
  }

  @Test
  void theSameMessageHasTheSameIdAgain() {
    String body = payment("payment.authorised", "null");
    call("/v1/callbacks/payments", "m-1", body);
    call("/v1/callbacks/payments", "m-1", body);
    call("/v1/callbacks/payments", "m-2", body);
    List<String> ids = written().stream().map(CallbacksTest::id).toList();
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
  }

  @Test
  void aCallThatIsNotSignedIsRefused() {
    String body = payment("payment.authorised", "null");
    String now = Long.toString(Instant.now().getEpochSecond());
    for (String signature : List.of("", "v1,", "v1,AAAA", sign("m-2", now, body), "v2,x y z")) {
      assertThat(post("/v1/callbacks/payments", "m-1", now, signature, body)).isEqualTo(401);
    }
    assertThat(post("/v1/callbacks/payments", "", now, sign("", now, body), body)).isEqualTo(401);
    assertThat(written()).isEmpty();
  }

  @Test
  void anOldCallIsRefusedAndSoIsOneFromTheFuture() {
    String body = payment("payment.authorised", "null");
    for (Duration off : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
      String then = Long.toString(Instant.now().plus(off).getEpochSecond());
      assertThat(post("/v1/callbacks/payments", "m", then, sign("m", then, body), body))
          .isEqualTo(401);
    }
    assertThat(post("/v1/callbacks/payments", "m", "now", sign("m", "now", body), body))
        .isEqualTo(401);
  }

  @Test
  void oneOfSeveralSignaturesIsEnough() {
    String body = payment("payment.authorised", "null");
    String now = Long.toString(Instant.now().getEpochSecond());
    String both = "v1,AAAA " + sign("m-1", now, body);
    assertThat(post("/v1/callbacks/payments", "m-1", now, both, body)).isEqualTo(204);
  }

  @Test
  void whatIsSignedButMakesNoSenseIsRefused() {
    assertThat(call("/v1/callbacks/payments", "m", payment("payment.lost", "null"))).isEqualTo(422);
    assertThat(call("/v1/callbacks/payments", "m", "{\"type\":1}")).isEqualTo(400);
    assertThat(
            call(
                "/v1/callbacks/payments",
                "m",
                payment("payment.authorised", "null").replace(ORDER, "mine")))
        .isEqualTo(422);
    assertThat(written()).isEmpty();
  }

  private static String payment(String type, String code) {
    return """
    {"type":"%s","timestamp":"2026-11-24T10:00:00Z",
     "data":{"orderId":"%s","paymentId":"%s","declineCode":%s}}\
    """
        .formatted(type, ORDER, PAYMENT, code);
  }

  private int call(String path, String id, String body) {
    String now = Long.toString(Instant.now().getEpochSecond());
    return post(path, id, now, sign(id, now, body), body);
  }

  private int post(String path, String id, String timestamp, String signature, String body) {
    return api.post(
            path,
            body,
            "webhook-id",
            id,
            "webhook-timestamp",
            timestamp,
            "webhook-signature",
            signature)
        .status();
  }

  private static String sign(String id, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key =
          Base64.getDecoder().decode(MemoryBackend.CALLBACK_SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] hash = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ProducerRecord<String, byte[]>> written() {
    return backend.called.history();
  }

  private PaymentResult result(ProducerRecord<String, byte[]> record) {
    return backend.codecs.paymentResults().decode(record.value());
  }

  private static String id(ProducerRecord<String, byte[]> record) {
    return Envelope.text(record.headers(), Envelope.ID).orElseThrow();
  }
}
