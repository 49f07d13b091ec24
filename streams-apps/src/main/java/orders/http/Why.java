package orders.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import orders.projection.history.Step;
import orders.projection.history.Story;
import orders.query.Answer;

/// Why a row is as it is: the events whose fold it is, and what each of them set.
public final class Why {

  /// What every event changes, and says itself.
  private static final List<String> OWN = List.of("origin");

  private Why() {}

  /// @param row as its own route answers it
  /// @param items its events, in their order
  record Told(JsonNode row, List<Entry> items) {}

  /// @param changed whether it changed this row, rather than what others changed it with
  /// @param sets the fields of the row that are other than before it, with what they are now
  record Entry(@JsonUnwrapped EventView event, boolean changed, ObjectNode sets) {}

  /// Answers with one page of a story.
  ///
  /// @param topic of the events
  /// @param shown the row as its own route answers it
  /// @param read what was read to begin with, which the headers describe
  public static <R> void answer(
      Context ctx, Answer<?> read, Story<?, R> story, String topic, Function<R, Object> shown) {
    JsonNode row = Json.tree(shown.apply(story.row().orElseThrow(Requests::notFound)));
    int from = Requests.cursor(ctx).map(Why::position).orElse(0);
    int limit = Requests.limit(ctx);
    List<? extends Step<?, R>> steps = story.steps();
    List<Entry> entries =
        IntStream.range(from, Math.min(from + limit, steps.size()))
            .mapToObj(i -> entry(steps.get(i), topic, shown))
            .toList();
    int next = from + entries.size();
    Responses.describe(ctx, read);
    Responses.next(
        ctx, next < steps.size() ? Optional.of(Integer.toString(next)) : Optional.empty());
    Responses.json(ctx, 200, new Told(row, entries));
  }

  private static <R> Entry entry(Step<?, R> step, String topic, Function<R, Object> shown) {
    return new Entry(
        EventView.of(topic, step.event()),
        step.changed(),
        step.changed() ? sets(tree(step.before(), shown), tree(step.after(), shown)) : none());
  }

  private static ObjectNode sets(JsonNode before, JsonNode after) {
    ObjectNode sets = none();
    after
        .properties()
        .forEach(
            field -> {
              if (!OWN.contains(field.getKey())
                  && !field.getValue().equals(before.get(field.getKey()))) {
                sets.set(field.getKey(), field.getValue());
              }
            });
    return sets;
  }

  private static <R> JsonNode tree(Optional<R> row, Function<R, Object> shown) {
    return row.<JsonNode>map(one -> Json.tree(shown.apply(one))).orElseGet(Why::none);
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static int position(String cursor) {
    try {
      return Integer.parseInt(cursor);
    } catch (NumberFormatException e) {
      throw Requests.invalid("cursor is what the link of the page before says");
    }
  }
}
