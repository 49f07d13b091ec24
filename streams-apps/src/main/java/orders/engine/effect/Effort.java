package orders.engine.effect;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/// The tries at one request, one [#next] each: after an outcome that is not known it asks by id
/// before it tries again. It neither waits nor knows the time: its host does.
public final class Effort<Q, R> {

  private static final double GROWTH = 2;
  private final Effect<Q, R> effect;
  private final String subject;
  private final Q request;
  private final Limits limits;
  private final IntervalFunction pause;
  private int attempts;
  private int here;
  private int shut;
  private boolean doubtful;

  /// How often a request is tried.
  ///
  /// @param attempts in all
  /// @param atOnce in one delivery, after which the queue delivers it again, to whomever
  /// @param first the pause after the first try; each further one is twice as long
  /// @param longest pause
  /// @param shutMax pauses while nothing is sent, since others before it had no answer
  public record Limits(int attempts, int atOnce, Duration first, Duration longest, int shutMax) {}

  /// @param earlier tries of deliveries before this one
  /// @param doubtful whether somebody may have tried before
  public Effort(
      Effect<Q, R> effect,
      String subject,
      Q request,
      Limits limits,
      int earlier,
      boolean doubtful) {
    this.effect = effect;
    this.subject = subject;
    this.request = request;
    this.limits = limits;
    this.attempts = earlier;
    this.doubtful = doubtful;
    this.pause = IntervalFunction.ofExponentialBackoff(limits.first(), GROWTH, limits.longest());
  }

  /// What to do after a try.
  public sealed interface Step<R> {

    record Done<R>(R result) implements Step<R> {}

    /// Taken; the result comes another way.
    record Pending<R>() implements Step<R> {}

    record Again<R>(Duration after) implements Step<R> {}

    /// Enough for one delivery.
    record Release<R>(String why) implements Step<R> {}

    /// Not tried any more.
    record Dead<R>(String why) implements Step<R> {}
  }

  /// Tries once.
  public Step<R> next() {
    var task = new Task<>(subject, request, attempts + 1);
    Reply<R> reply = ask(task);
    return switch (reply) {
      case Reply.Settled<R>(R result) -> new Step.Done<>(result);
      case Reply.Pending<R>() -> new Step.Pending<>();
      case Reply.Refused<R>(String why) -> new Step.Dead<>(why);
      case Reply.Absent<R>() -> again("it is not known there", Duration.ZERO);
      case Reply.NotNow<R>(String why, Duration after) -> again(why, after);
      case Reply.Unknown<R>(String why) -> {
        doubtful = true;
        yield again(why, Duration.ZERO);
      }
      case Reply.Shut<R>(Duration after) ->
          ++shut > limits.shutMax() || attempts >= limits.attempts()
              ? new Step.Dead<>("the outside world did not answer for too long")
              : new Step.Again<>(after);
    };
  }

  /// What throws has perhaps been done.
  private Reply<R> ask(Task<Q> task) {
    try {
      Reply<R> reply = doubtful ? effect.find(task) : effect.perform(task);
      if (reply instanceof Reply.Absent<R>) {
        doubtful = false;
        reply = effect.perform(task);
      }
      return reply;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return new Reply.Unknown<>(e.getClass().getSimpleName());
    }
  }

  private Step<R> again(String why, Duration least) {
    attempts++;
    here++;
    if (attempts >= limits.attempts()) {
      return new Step.Dead<>(why + ", at the last of " + limits.attempts() + " attempts");
    }
    if (here >= limits.atOnce()) {
      return new Step.Release<>(why);
    }
    Duration usual = Duration.ofMillis(pause.apply(attempts));
    return new Step.Again<>(usual.compareTo(least) > 0 ? usual : least);
  }
}
