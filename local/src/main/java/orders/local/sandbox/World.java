package orders.local.sandbox;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import orders.http.Json;

/// What goes wrong out there: with calls that come in, and with those that are made.
final class World {

  /// Longer than any caller waits.
  private static final Duration TOO_LONG = Duration.ofSeconds(5);

  private static final Duration SLOW = Duration.ofMillis(700);
  private static final int REORDER_MS_MAX = 2_000;

  /// A call that failed so often is carried out properly: faults delay, they do not prevent.
  private static final int FAILURES_MAX = 2;

  private final Callbacks callbacks;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private volatile Faults faults;

  World(Callbacks callbacks, Faults faults) {
    this.callbacks = callbacks;
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  void faults(Faults next) {
    faults = next;
  }

  /// How many orders something went wrong for.
  int troubled() {
    return troubled.size();
  }

  /// Something goes wrong for an order.
  void trouble(String order) {
    if (!order.isEmpty()) {
      troubled.add(order);
    }
  }

  /// A call that comes in.
  ///
  /// @param id of what is called for
  /// @param order that it is about
  /// @param token of the payment, which may ask for a fault; otherwise empty
  record Call(String verb, String id, String order, String token) {}

  /// Carries a call out, or not, and answers it, or not.
  void call(Context ctx, Call what, Supplier<Object> work) {
    String token = what.token();
    String name = what.verb() + "/" + what.id();
    int call = calls.merge(name, 1, Integer::sum);
    boolean mayFail = call <= FAILURES_MAX;
    String thing = name + "/" + call + "/";
    Faults now = faults;
    if (mayFail && Chance.of(now.tooMany(), thing + "429")) {
      trouble(what.order());
      ctx.status(429).header("Retry-After", "1");
      return;
    }
    Object answer = work.get();
    boolean first = call == 1;
    if ((first && token.equals("tok-timeout"))
        || (mayFail && Chance.of(now.timeoutAfterSuccess(), thing + "timeout"))) {
      trouble(what.order());
      pause(TOO_LONG);
    }
    if (token.equals("tok-slow") || (mayFail && Chance.of(now.slow(), thing + "slow"))) {
      trouble(what.order());
      pause(SLOW);
    }
    if ((first && token.equals("tok-error"))
        || (mayFail && Chance.of(now.errorAfterSuccess(), thing + "500"))) {
      trouble(what.order());
      ctx.status(500);
      return;
    }
    ctx.json(answer);
  }

  /// Calls back, once or twice, now or later than others.
  ///
  /// @param twice whether it is sent twice in any case
  void callBack(String path, String id, String type, Map<String, String> data, boolean twice) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("timestamp", Instant.now());
    body.put("data", data);
    String text = new String(Json.write(body), java.nio.charset.StandardCharsets.UTF_8);
    var message = new Message("msg_" + type + "_" + id, path, text);
    Faults now = faults;
    String order = data.getOrDefault("orderId", "");
    Duration delay = delay(message, "", now);
    if (delay.isPositive()) {
      trouble(order);
    }
    callbacks.send(message, delay);
    if (twice || Chance.of(now.duplicateCallback(), message.id() + "/twice")) {
      trouble(order);
      callbacks.send(message, delay(message, "again", now));
    }
  }

  private static Duration delay(Message message, String which, Faults now) {
    String thing = message.id() + "/" + which;
    return Chance.of(now.reorder(), thing)
        ? Duration.ofMillis(Chance.draw(thing + "/by", REORDER_MS_MAX))
        : Duration.ZERO;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
