package orders.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An aggregate as its store keeps it: state, version, and the commands it remembers.
///
/// @param version how many events the aggregate has
/// @param recent the last commands, oldest first, at most [#RECENT_MAX]
public record Entry<S>(long version, List<Remembered> recent, S state) {

  /// How many commands an aggregate remembers. An order sees about ten in its life; a SKU remembers
  /// this many client commands, and the commands of one order under that order.
  public static final int RECENT_MAX = 64;

  public Entry {
    recent = List.copyOf(recent);
  }

  /// The remembered command with that id.
  public Optional<Remembered> find(String commandId) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.get(i).commandId().equals(commandId)) {
        return Optional.of(recent.get(i));
      }
    }
    return Optional.empty();
  }

  /// This entry after a command. The first command is never forgotten: it created the aggregate,
  /// and its repetition must be known for ever.
  public Entry<S> after(long newVersion, S newState, Remembered command) {
    var kept = new ArrayList<>(recent);
    if (kept.size() >= RECENT_MAX) {
      kept.remove(1);
    }
    kept.add(command);
    return new Entry<>(newVersion, kept, newState);
  }
}
