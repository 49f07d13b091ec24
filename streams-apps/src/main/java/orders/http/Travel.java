package orders.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import orders.history.Stories;
import orders.projection.history.Bound;
import orders.projection.history.Story;
import orders.query.Answer;
import orders.query.ViewReader.Freshness;

/// Rows of one kind as of a version or a time, and why they are as they are.
///
/// @param topic of the events behind them
/// @param version of a row
/// @param shown the row as callers see it
public record Travel<R>(
    Stories<R> stories, String topic, ToLongFunction<R> version, Function<R, Object> shown) {

  /// The row as of when the caller asks for; not found for a version that it has not reached.
  ///
  /// @param now the row as it is
  public Answer<Optional<R>> asked(Context ctx, Answer<Optional<R>> now, String key) {
    Bound bound = Requests.bound(ctx);
    return bound.none() ? now : now.with(story(now, key, bound).row());
  }

  /// Answers why the row is as it is, or was then.
  public void why(Context ctx, Answer<Optional<R>> now, String key) {
    Why.answer(ctx, now, story(now, key, Requests.bound(ctx)), topic, shown);
  }

  /// How the row came to be what it was then.
  public Story<?, R> story(Answer<Optional<R>> now, String key, Bound bound) {
    long current = version.applyAsLong(now.value().orElseThrow(Requests::notFound));
    if (bound.version().map(asked -> asked > current).orElse(false)) {
      throw Requests.notFound();
    }
    return tell(now, key, bound);
  }

  /// The same for a row that has no version of its own: its versions are counted.
  public Story<?, R> counted(Answer<?> now, String key, Bound bound) {
    Story<?, R> story = tell(now, key, bound);
    long changes = story.steps().stream().filter(step -> step.changed()).count();
    if (bound.version().map(asked -> asked > changes).orElse(false) && bound.at().isEmpty()) {
      throw Requests.notFound();
    }
    return story;
  }

  private Story<?, R> tell(Answer<?> now, String key, Bound bound) {
    return stories.tell(key, bound, new Freshness(now.token(), Limits.WAIT_USUAL, false));
  }
}
