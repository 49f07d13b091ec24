package orders.operations;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import orders.http.HeadAsGet;
import orders.http.Json;
import orders.http.Problem;
import orders.http.Requests;
import orders.http.Responses;
import orders.http.Routes;
import orders.http.UnderWay;
import orders.replay.ReplayState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How replays stand, as they go on, and stopping one. The words are EventBridge's.
public final class ReplayRoutes implements Routes, AutoCloseable {

  /// Callers that follow replays on one instance.
  public static final int FOLLOWERS_MAX = 16;

  /// How long one is followed; a caller may come back.
  public static final Duration FOLLOW_MAX = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(ReplayRoutes.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  private final ReplayBoard board;
  private final Semaphore free = new Semaphore(FOLLOWERS_MAX);
  private volatile boolean closing;

  public ReplayRoutes(ReplayBoard board) {
    this.board = board;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/v1/replays", this::list);
    routes.get("/v1/replays/{id}", this::get);
    routes.post("/v1/replays/{id}/cancel", this::cancel);
  }

  /// The newest first; as many are remembered as fit on a page.
  private void list(Context ctx) {
    List<ReplayState> newest =
        board.replays().stream()
            .sorted(Comparator.comparing(ReplayState::startedAt).reversed())
            .limit(orders.http.Limits.LIST_MAX)
            .map(this::now)
            .toList();
    Responses.json(ctx, 200, new Responses.Items<>(newest));
  }

  private void get(Context ctx) throws IOException {
    String id = Requests.uuid(ctx, "id");
    ReplayState state = find(id);
    String accept = ctx.header("Accept");
    if (accept == null || !accept.contains("text/event-stream")) {
      Responses.json(ctx, 200, state);
      return;
    }
    if (closing || !free.tryAcquire()) {
      throw Problem.of(
              Problem.Kind.OVERLOADED, "at most " + FOLLOWERS_MAX + " callers follow replays here")
          .raised();
    }
    try {
      ctx.status(200);
      ctx.contentType("text/event-stream");
      if (!HeadAsGet.isHead(ctx.req())) {
        UnderWay.endless(ctx.req());
        follow(id, state, ctx.res().getOutputStream());
      }
    } finally {
      free.release();
    }
  }

  private void follow(String id, ReplayState first, OutputStream out) {
    long begun = System.nanoTime();
    long said = begun;
    ReplayState told = first;
    try {
      write(out, told);
      while (!closing && !told.state().ended() && since(begun) < FOLLOW_MAX.toNanos()) {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        Optional<ReplayState> next = board.replay(id).map(this::now);
        if (next.isEmpty()) {
          return; // forgotten
        }
        if (!next.get().equals(told)) {
          told = next.get();
          write(out, told);
          said = System.nanoTime();
        } else if (since(said) > SILENCE_MAX.toNanos()) {
          out.write(": alive\n\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
          said = System.nanoTime();
        }
      }
    } catch (IOException e) {
      LOG.debug("who followed replay {} has gone", id, e);
    }
  }

  private static void write(OutputStream out, ReplayState state) throws IOException {
    String data = new String(Json.write(state), StandardCharsets.UTF_8);
    String text = "event: " + state.state() + "\ndata: " + data + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void cancel(Context ctx) {
    String id = Requests.uuid(ctx, "id");
    ReplayState state = find(id);
    if (state.state().ended()) {
      throw Problem.of(Problem.Kind.REFUSED, "the replay has ended").raised();
    }
    board.cancel(id);
    Responses.json(ctx, 202, cancelling(state));
  }

  private ReplayState find(String id) {
    return board.replay(id).map(this::now).orElseThrow(Requests::notFound);
  }

  /// One that was asked to stop and has not, yet.
  private ReplayState now(ReplayState state) {
    return board.cancelled(state.id()) && !state.state().ended() ? cancelling(state) : state;
  }

  private static ReplayState cancelling(ReplayState state) {
    return new ReplayState(
        state.id(),
        state.view(),
        state.version(),
        ReplayState.State.CANCELLING,
        state.startedAt(),
        state.updatedAt(),
        state.events(),
        state.eventsPerSecond(),
        state.eventLastReplayedTime(),
        state.partitions(),
        state.detail(),
        state.differences());
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }

  @Override
  public void close() {
    closing = true;
  }
}
