package orders.local.sandbox;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /// Carries a call out, or not, and answers it, or not.
  ///
  /// @param token of the payment, which may ask for a fault; otherwise empty
  void call(Context ctx, String verb, String id, String token, Supplier<Object> work) {
    int call = calls.merge(verb + "/" + id, 1, Integer::sum);
    boolean mayFail = call <= FAILURES_MAX;
    String thing = verb + "/" + id + "/" + call + "/";
    Faults now = faults;
    if (mayFail && Chance.of(now.tooMany(), thing + "429")) {
      ctx.status(429).header("Retry-After", "1");
      return;
    }
    Object answer = work.get();
    boolean first = call == 1;
    if ((first && token.equals("tok-timeout"))
        || (mayFail && Chance.of(now.timeoutAfterSuccess(), thing + "timeout"))) {
      pause(TOO_LONG);
    }
    if (token.equals("tok-slow") || (mayFail && Chance.of(now.slow(), thing + "slow"))) {
      pause(SLOW);
    }
    if ((first && token.equals("tok-error"))
        || (mayFail && Chance.of(now.errorAfterSuccess(), thing + "500"))) {
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
    callbacks.send(message, delay(message, "", now));
    if (twice || Chance.of(now.duplicateCallback(), message.id() + "/twice")) {
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
