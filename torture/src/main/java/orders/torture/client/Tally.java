package orders.torture.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;

/// How many requests came to what.
public final class Tally {

  /// What is counted of one request, beside its status.
  public enum Count {
    /// Commands that were done.
    ACKNOWLEDGED,
    /// Commands that were refused.
    REFUSED,
    /// Commands of which nobody knows.
    UNKNOWN,
    /// Reads that were answered with a row, or that there is none.
    READS,
    /// Those among them that came with a token.
    READS_WITH_TOKEN,
    /// Reads that were not.
    READS_FAILED,
    /// Commands that were sent again under their key.
    RETRIES,
    /// Commands that were sent twice at once.
    DUPLICATES,
    /// Requests whose client went away.
    ABORTED
  }

  private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

  /// @param problem the kind of problem that was answered; empty when it was none
  void note(Operation operation, String problem) {
    String answer = (operation.status() + " " + problem).strip();
    answers.computeIfAbsent(answer, _ -> new LongAdder()).increment();
    boolean read = operation.kind() == Kind.READ;
    if (read && operation.result() != Operation.Result.UNKNOWN && !operation.asked().isEmpty()) {
      add(Count.READS_WITH_TOKEN);
    }
    switch (operation.result()) {
      case OK -> add(read ? Count.READS : Count.ACKNOWLEDGED);
      case REFUSED -> add(read ? Count.READS : Count.REFUSED);
      case UNKNOWN -> add(read ? Count.READS_FAILED : Count.UNKNOWN);
    }
  }

  void add(Count count) {
    counts.computeIfAbsent(count, _ -> new LongAdder()).increment();
  }

  public long of(Count count) {
    LongAdder sum = counts.get(count);
    return sum == null ? 0 : sum.sum();
  }

  /// How often each status and kind of problem was answered; 0 stands for no answer.
  public Map<String, Long> answers() {
    Map<String, Long> sums = new TreeMap<>();
    answers.forEach((answer, sum) -> sums.put(answer, sum.sum()));
    return sums;
  }
}
