package orders.local.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import orders.http.Json;
import orders.http.Requests;
import orders.http.Routes;
import orders.local.sandbox.Payment.Status;

/// The payment provider.
final class ProviderRoutes implements Routes {

  private static final Duration LATE = Duration.ofMillis(1_500);
  private final Ledger ledger;
  private final World world;
  private final Callbacks callbacks;

  ProviderRoutes(Ledger ledger, World world, Callbacks callbacks) {
    this.ledger = ledger;
    this.world = world;
    this.callbacks = callbacks;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.put("/provider/payments/{id}", this::authorise);
    routes.get("/provider/payments/{id}", this::find);
    routes.post("/provider/payments/{id}/capture", this::capture);
    routes.post("/provider/payments/{id}/void", this::cancel);
    routes.put("/provider/payments/{id}/refunds/{refund}", this::refund);
    routes.get("/provider/payments/{id}/refunds/{refund}", this::findRefund);
    routes.get("/provider/ledger", ctx -> ctx.json(ledger.totals()));
  }

  record Authorise(String orderId, long amountMinor, String currency, String token) {}

  record Capture(long amountMinor) {}

  record Cancel(String orderId) {}

  record Refund(long amountMinor) {}

  /// Decides what was not decided before the restart.
  void resume() {
    ledger.pending().forEach(id -> callbacks.later(LATE, () -> late(id)));
  }

  private void authorise(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    Authorise body = Json.read(Requests.body(ctx), Authorise.class);
    world.call(
        ctx, new World.Call("authorise", id, body.orderId(), body.token()), () -> decide(id, body));
  }

  private Payment decide(String id, Authorise body) {
    boolean anew = ledger.find(id).isEmpty();
    Status status = status(id, body.token());
    if (status == Status.PENDING) {
      world.trouble(body.orderId());
    }
    Payment payment =
        ledger.authorise(
            new Payment(
                id,
                body.orderId(),
                status,
                status == Status.DECLINED ? "insufficient_funds" : "",
                body.amountMinor(),
                body.currency(),
                0,
                0,
                Map.of()));
    if (anew && payment.status() == Status.PENDING) {
      callbacks.later(LATE, () -> late(id));
    } else if (anew) {
      tell(payment, payment.status(), body.token().equals("tok-duplicate"));
    }
    return payment;
  }

  private Status status(String id, String token) {
    if (token.equals("tok-decline") || Chance.of(world.faults().decline(), id + "/decline")) {
      return Status.DECLINED;
    }
    boolean late =
        token.equals("tok-late") || Chance.of(world.faults().lateSuccess(), id + "/late");
    return late ? Status.PENDING : Status.AUTHORISED;
  }

  /// What was voided meanwhile stays so, and the success is told all the same.
  private void late(String id) {
    ledger.approve(id).ifPresent(payment -> tell(payment, Status.AUTHORISED, false));
  }

  private void tell(Payment payment, Status status, boolean twice) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("orderId", payment.orderId());
    data.put("paymentId", payment.id());
    if (status == Status.DECLINED) {
      data.put("declineCode", payment.declineCode());
    }
    String type = status == Status.DECLINED ? "payment.declined" : "payment.authorised";
    world.callBack("/v1/callbacks/payments", payment.id(), type, data, twice);
  }

  private void find(Context ctx) {
    ctx.json(ledger.find(Requests.uuid(ctx, "id")).orElseThrow(Ledger.Missing::new));
  }

  private void capture(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    long amount = Json.read(Requests.body(ctx), Capture.class).amountMinor();
    world.call(ctx, call("capture", id, id), () -> ledger.capture(id, amount));
  }

  private void cancel(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    String orderId = Json.read(Requests.body(ctx), Cancel.class).orderId();
    world.call(ctx, new World.Call("void", id, orderId, ""), () -> ledger.cancel(id, orderId));
  }

  private void refund(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    String refund = Requests.uuid(ctx, "refund");
    long amount = Json.read(Requests.body(ctx), Refund.class).amountMinor();
    world.call(ctx, call("refund", refund, id), () -> ledger.refund(id, refund, amount));
  }

  private World.Call call(String verb, String what, String payment) {
    String order = ledger.find(payment).map(Payment::orderId).orElse("");
    return new World.Call(verb, what, order, "");
  }

  private void findRefund(Context ctx) {
    String refund = Requests.uuid(ctx, "refund");
    ctx.json(
        ledger
            .find(Requests.uuid(ctx, "id"))
            .filter(payment -> payment.refunds().containsKey(refund))
            .orElseThrow(Ledger.Missing::new));
  }
}
