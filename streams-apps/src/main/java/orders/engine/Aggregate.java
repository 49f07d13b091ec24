package orders.engine;

import java.time.Instant;

/// The first of the four shapes: a decider. Pure: time comes in, ids are the host's.
///
/// @param <C> commands
/// @param <S> state
/// @param <E> events
public interface Aggregate<C, S, E> {

  S initial();

  Decision<E> decide(S state, C command, Instant at);

  S evolve(S state, E event);
}
