package orders.local;

import java.io.IOException;

/// Ends a process with the one that started it, however that ends: its input ends then.
final class ParentWatch {

  private ParentWatch() {}

  static void start() {
    Thread.ofPlatform().daemon().name("parent").start(ParentWatch::watch);
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said; only the end of it counts.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(1);
  }
}
