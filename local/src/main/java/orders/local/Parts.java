package orders.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What is up so far. It goes down in the opposite order, at the end or wherever a start stops.
final class Parts {

  private final Deque<Part> parts = new ArrayDeque<>();

  /// How something that is up goes down.
  interface Part {
    /// @param progress is told each step
    void close(Consumer<String> progress);
  }

  synchronized void add(Part part) {
    parts.push(part);
  }

  /// Takes everything down. What comes up meanwhile waits, and is never in use.
  synchronized void close(Consumer<String> progress) {
    while (!parts.isEmpty()) {
      parts.pop().close(progress);
    }
  }
}
