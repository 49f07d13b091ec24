package orders.outside;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import orders.engine.effect.ResultWriter;
import orders.http.Json;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Routes;
import orders.policy.Ids;
import orders.policy.payment.PaymentResult;
import orders.policy.payment.PaymentResult.PaymentApproved;
import orders.policy.payment.PaymentResult.PaymentDeclined;
import orders.policy.shipping.ShippingResult;
import orders.policy.shipping.ShippingResult.ParcelDelivered;

/// What the payment provider and the carrier call in. A call is answered when it is on the broker,
/// and a repeated one is the same record again.
public final class CallbackRoutes implements Routes {

  private static final Duration WRITE_MAX = Duration.ofSeconds(10);
  private static final Pattern MESSAGE_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e]{1,128}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private final WebhookSignature signature;
  private final ResultWriter<PaymentResult> payments;
  private final ResultWriter<ShippingResult> parcels;

  /// @param secret shared with both, `whsec_` and Base64
  public CallbackRoutes(
      String secret, ResultWriter<PaymentResult> payments, ResultWriter<ShippingResult> parcels) {
    this.signature = new WebhookSignature(secret);
    this.payments = payments;
    this.parcels = parcels;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.post("/v1/callbacks/payments", this::payment);
    routes.post("/v1/callbacks/shipping", this::parcel);
  }

  record PaymentCall(String type, Instant timestamp, PaymentData data) {}

  record PaymentData(String orderId, String paymentId, Optional<String> declineCode) {}

  record ParcelCall(String type, Instant timestamp, ParcelData data) {}

  record ParcelData(String orderId, String parcelId, String carrier, String tracking) {}

  private void payment(Context ctx) {
    byte[] body = signed(ctx);
    PaymentCall call = Json.read(body, PaymentCall.class);
    String paymentId = uuid(call.data().paymentId(), "/data/paymentId");
    PaymentResult result =
        switch (call.type()) {
          case "payment.authorised" -> new PaymentApproved(paymentId);
          case "payment.declined" ->
              new PaymentDeclined(paymentId, call.data().declineCode().orElse(""));
          default -> throw unknown("payment.authorised or payment.declined");
        };
    String orderId = uuid(call.data().orderId(), "/data/orderId");
    answer(ctx, payments.write(orderId, id(orderId, header(ctx, "webhook-id")), result));
  }

  private void parcel(Context ctx) {
    byte[] body = signed(ctx);
    ParcelCall call = Json.read(body, ParcelCall.class);
    if (!call.type().equals("parcel.delivered")) {
      throw unknown("parcel.delivered");
    }
    String orderId = uuid(call.data().orderId(), "/data/orderId");
    var result =
        new ParcelDelivered(
            uuid(call.data().parcelId(), "/data/parcelId"),
            text(call.data().carrier(), "/data/carrier"),
            text(call.data().tracking(), "/data/tracking"));
    answer(ctx, parcels.write(orderId, id(orderId, header(ctx, "webhook-id")), result));
  }

  /// The body, once the signature holds.
  private byte[] signed(Context ctx) {
    byte[] body = Requests.body(ctx);
    String id = header(ctx, "webhook-id");
    boolean valid =
        MESSAGE_ID.matcher(id).matches()
            && signature.valid(
                id,
                header(ctx, "webhook-timestamp"),
                header(ctx, "webhook-signature"),
                body,
                Instant.now());
    if (!valid) {
      throw Problem.of(Problem.Kind.INVALID_SIGNATURE, "no valid signature, or not a recent one")
          .raised();
    }
    return body;
  }

  /// The id of the result that a message tells of: the same for the same message.
  public static UUID id(String orderId, String messageId) {
    return Ids.derived(UUID.fromString(orderId), "call/" + messageId);
  }

  private static void answer(Context ctx, CompletableFuture<Void> written) {
    try {
      written.orTimeout(WRITE_MAX.toMillis(), TimeUnit.MILLISECONDS).join();
      ctx.status(204);
    } catch (CompletionException e) {
      throw Problem.of(Problem.Kind.UNAVAILABLE, "the call cannot be written down now").raised();
    }
  }

  private static String uuid(String text, String pointer) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw Problem.of(Problem.Kind.INVALID_BODY, "the call breaks a rule")
          .at(pointer, "a UUID in lower case")
          .raised();
    }
    return text;
  }

  private static String text(String text, String pointer) {
    if (!NAME.matcher(text).matches()) {
      throw Problem.of(Problem.Kind.INVALID_BODY, "the call breaks a rule")
          .at(pointer, "1 to 128 printable characters")
          .raised();
    }
    return text;
  }

  private static Problem.Raised unknown(String choices) {
    return Problem.of(Problem.Kind.INVALID_BODY, "the call breaks a rule")
        .at("/type", choices)
        .raised();
  }

  private static String header(Context ctx, String name) {
    return Optional.ofNullable(ctx.header(name)).orElse("");
  }
}
