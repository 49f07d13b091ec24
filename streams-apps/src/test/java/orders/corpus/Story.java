package orders.corpus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import orders.engine.Aggregate;
import orders.engine.Codec;
import orders.engine.Decision;
import orders.policy.Ids;
import orders.projection.Recorded;

/// One aggregate and what it was asked: its log is what it decides today.
///
/// @param views rows that its events fold into, in words
record Story<C, S, E>(
    String name,
    String aggregateId,
    List<C> commands,
    Aggregate<C, S, E> aggregate,
    Codec<E> codec,
    Function<List<Recorded<E>>, List<?>> views) {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  /// Every command is accepted, or the story is wrong.
  List<E> events() {
    List<E> events = new ArrayList<>();
    S state = aggregate.initial();
    for (int i = 0; i < commands.size(); i++) {
      var decision = aggregate.decide(state, commands.get(i), START.plusSeconds(i));
      if (!(decision instanceof Decision.Accepted<E>(List<E> accepted))) {
        throw new IllegalStateException(name + ": " + commands.get(i) + " was " + decision);
      }
      for (E event : accepted) {
        state = aggregate.evolve(state, event);
        events.add(event);
      }
    }
    return events;
  }

  /// What a log amounts to: the state, and every row.
  String folded(List<E> log) {
    S state = aggregate.initial();
    List<Recorded<E>> recorded = new ArrayList<>();
    for (E event : log) {
      state = aggregate.evolve(state, event);
      int i = recorded.size();
      String id = Ids.derived(new UUID(0, 0), name + i).toString();
      recorded.add(new Recorded<>(aggregateId, i + 1, id, START.plusSeconds(i), 0, i, event));
    }
    StringBuilder text = new StringBuilder().append(state).append('\n');
    views.apply(recorded).forEach(row -> text.append(row).append('\n'));
    return text.toString();
  }
}
