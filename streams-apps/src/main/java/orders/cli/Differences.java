package orders.cli;

import orders.replay.ReplayState;

/// Rows that differ, for a person.
final class Differences {

  private Differences() {}

  static void print(ReplayState.Difference found) {
    if (found.equal()) {
      return;
    }
    System.out.printf(
        "  %s: %,d added, %,d removed, %,d changed%n",
        found.topic(), found.added(), found.removed(), found.changed());
    for (ReplayState.Sample sample : found.samples()) {
      System.out.println(
          "  differs: "
              + sample.key()
              + (sample.fields().isEmpty() ? "" : " in " + String.join(", ", sample.fields())));
      System.out.println("    folded " + orNothing(sample.folded()));
      System.out.println("    held   " + orNothing(sample.held()));
    }
  }

  private static String orNothing(String row) {
    return row.isEmpty() ? "nothing" : row;
  }
}
