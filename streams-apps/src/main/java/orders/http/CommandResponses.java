package orders.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orders.engine.CommandPort;
import orders.engine.Outcome;
import orders.engine.Outgoing;
import orders.engine.Settled;
import orders.policy.Ids;
import orders.query.Token;

/// How the outcome of a command becomes a response. The body follows from the outcome alone, so a
/// repeated request gets the same bytes.
public final class CommandResponses {

  /// The namespace of the ids that idempotency keys become.
  private static final UUID NAMESPACE = UUID.fromString("3f0c7c0e-4d2b-5a53-8c43-6a0a3f8f6f31");

  private CommandResponses() {}

  /// An accepted command.
  ///
  /// @param id the order id or SKU
  /// @param version its version after the command
  public record Done(String id, long version, String commandId, Instant at) {}

  /// A command that is still under way.
  public record Pending(String id, String commandId, String status) {}

  /// The id of the order that a key creates; the same key creates the same order for ever.
  public static String created(String key) {
    return Ids.derived(NAMESPACE, "order\u0000" + key).toString();
  }

  public static UUID commandId(String route, String id, String key) {
    return Ids.derived(NAMESPACE, route + "\u0000" + id + "\u0000" + key);
  }

  /// Sends a command and waits for what it becomes; empty when the wait ended, and the response
  /// says so.
  public static <C> java.util.Optional<Settled> settle(
      Context ctx, CommandPort<C> port, Outgoing<C> command, Duration patience) {
    try {
      return java.util.Optional.of(
          port.submit(command).get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      pending(ctx, command.aggregateId(), command.commandId().toString());
      return java.util.Optional.empty();
    } catch (ExecutionException | CompletionException e) {
      throw Problem.of(
              Problem.Kind.UNAVAILABLE,
              "the command may not have reached the log; send it again with the same key")
          .raised();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Problem.Kind.UNAVAILABLE, "this instance stops").raised();
    }
  }

  /// Not "failed": whether the command was carried out is not known yet.
  public static void pending(Context ctx, String id, String commandId) {
    ctx.header("Location", "/v1/commands/" + commandId);
    ctx.header("Retry-After", "1");
    Responses.json(ctx, 202, new Pending(id, commandId, "PENDING"));
  }

  /// Answers with a settled outcome.
  ///
  /// @param accepted the status of an accepted command
  /// @param topic the event topic of the aggregate, for the token
  public static void answer(Context ctx, Settled settled, int accepted, String topic) {
    Outcome outcome = settled.outcome();
    Responses.token(ctx, Token.of(topic, outcome.partition(), outcome.position()));
    if (settled.replayed()) {
      ctx.header("Idempotent-Replayed", "true");
    }
    switch (outcome.kind()) {
      case ACCEPTED -> {
        ctx.header("ETag", Responses.tag(outcome.version()));
        Responses.json(
            ctx,
            accepted,
            new Done(outcome.aggregateId(), outcome.version(), outcome.commandId(), outcome.at()));
      }
      case REFUSED -> throw refused(outcome);
      case CONFLICT -> throw conflict(outcome);
      case KEY_REUSED ->
          throw Problem.of(Problem.Kind.KEY_REUSED, "choose a new key for another body").raised();
      case IMPOSSIBLE ->
          throw Problem.of(Problem.Kind.REFUSED, outcome.detail())
              .with("code", outcome.code())
              .raised();
    }
  }

  /// Version 0 is that of an aggregate without a history.
  private static Problem.Raised conflict(Outcome outcome) {
    return outcome.version() == 0
        ? Requests.notFound()
        : Problem.of(Problem.Kind.VERSION_CONFLICT, outcome.detail())
            .with("currentVersion", outcome.version())
            .raised();
  }

  private static Problem.Raised refused(Outcome outcome) {
    Problem.Kind kind =
        switch (outcome.code()) {
          case "UNKNOWN_ORDER", "UNKNOWN_PRODUCT" -> Problem.Kind.NOT_FOUND;
          case "INVALID_ORDER", "INVALID_RETURN", "INVALID_PRODUCT", "INVALID_QUANTITY" ->
              Problem.Kind.INVALID_BODY;
          default -> Problem.Kind.REFUSED;
        };
    return Problem.of(kind, outcome.detail())
        .with("code", outcome.code())
        .with("allowedCommands", outcome.allowed())
        .with("currentVersion", outcome.version())
        .raised();
  }
}
