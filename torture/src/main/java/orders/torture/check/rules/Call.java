package orders.torture.check.rules;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Something that took effect at one moment between its start and its end, or perhaps never.
///
/// @param certain whether it took effect; else it may have, at any time after its start
/// @param what it did, or showed
record Call(long start, long end, boolean certain, Effect what) {

  /// What a call does to an order, given where the order stands.
  interface Effect {
    /// Where it stands afterwards; empty when the call cannot be answered so in that state.
    Optional<State> on(State before);
  }

  /// @param visited every stage that the order has been in
  record State(Stage stage, Set<Stage> visited) {

    static final State NONE = new State(Stage.UNKNOWN, Set.of(Stage.UNKNOWN));

    State {
      visited = Set.copyOf(visited);
    }

    State to(Stage next) {
      Set<Stage> more = EnumSet.copyOf(visited);
      more.add(next);
      return new State(next, more);
    }
  }

  static final Effect PLACED =
      before -> before.stage() == Stage.UNKNOWN ? Optional.of(before.to(Stage.PLACED)) : none();

  static final Effect CANCELLED =
      before -> before.stage().cancellable() ? Optional.of(before.to(Stage.CANCELLED)) : none();

  static final Effect RETURNED =
      before -> before.stage() == Stage.DELIVERED ? Optional.of(before.to(Stage.RETURNED)) : none();

  static final Effect NOT_CANCELLED =
      before -> before.stage().cancellable() ? none() : Optional.of(before);

  static final Effect NOT_RETURNED =
      before -> before.stage() == Stage.DELIVERED ? none() : Optional.of(before);

  /// A row may be old, but never from before there was such a row.
  static Effect shows(Stage stage) {
    return before -> before.visited().contains(stage) ? Optional.of(before) : none();
  }

  private static Optional<State> none() {
    return Optional.empty();
  }
}
