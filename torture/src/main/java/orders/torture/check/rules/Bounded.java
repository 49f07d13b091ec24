package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import orders.torture.measure.Reading;

/// No process grows while it lives: what it has once it has settled is, give or take, what it has
/// at the end, and its state grows with events alone.
public final class Bounded implements Rule {

  /// How long a process takes until everything is loaded, compiled and connected.
  static final long SETTLED_MS = 30_000;

  /// Readings of a life that is long enough to say whether something grows.
  static final int SETTLED_LEAST = 30;

  /// Half as many again as any process was seen to have.
  static final int THREADS_MAX = 300;

  /// Likewise.
  static final int HANDLES_MAX = 1_500;

  /// Threads that come with load: of compilers, of pools, of connections.
  static final int THREADS_MORE = 48;

  /// Connections of callers and of other instances, files of stores.
  static final int HANDLES_MORE = 256;

  /// The heap of an app that is tortured, and what a JVM, its stores and buffers have beside it.
  static final long RESIDENT_MAX = (512L + 512L) << 20;

  /// Rows and their indices, before they are compacted.
  static final long STATE_PER_EVENT = 16 << 10;

  /// Files that are about to be compacted away.
  static final long STATE_MORE = 64L << 20;

  @Override
  public String name() {
    return "bounded";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    if (dossier.facts().readings().isEmpty()) {
      findings.count("readings.impossible", 1);
      return;
    }
    List<Reading> all = dossier.facts().readings().get();
    findings.count("readings", all.size());
    if (all.isEmpty()) {
      findings.broken("the processes", "to be looked into", "no reading");
    }
    long[] events = moments(dossier.facts());
    lives(all).values().forEach(life -> life(life, events, findings));
  }

  private static Map<Long, List<Reading>> lives(List<Reading> all) {
    Map<Long, List<Reading>> lives = new LinkedHashMap<>();
    all.forEach(
        reading -> lives.computeIfAbsent(reading.pid(), _ -> new ArrayList<>()).add(reading));
    return lives;
  }

  private static void life(List<Reading> life, long[] events, Findings findings) {
    for (Reading reading : life) {
      findings.most("most.resident.mib", reading.residentBytes() >> 20);
      findings.most("most.threads", reading.threads());
      findings.most("most.handles", reading.handles());
      findings.most("most.state.kib", reading.stateBytes() >> 10);
      most(reading, "resident bytes", reading.residentBytes(), RESIDENT_MAX, findings);
      most(reading, "threads", reading.threads(), THREADS_MAX, findings);
      most(reading, "handles", reading.handles(), HANDLES_MAX, findings);
    }
    List<Reading> settled = settled(life);
    findings.count("readings.settled", settled.size());
    if (settled.size() >= SETTLED_LEAST) {
      growth(settled.subList(0, settled.size() / 2), settled, events, findings);
    }
  }

  /// What a process has in the second half of its life, against the first one.
  private static void growth(
      List<Reading> early, List<Reading> settled, long[] events, Findings findings) {
    Reading middle = early.getLast();
    Reading last = settled.getLast();
    List<Reading> late = settled.subList(early.size(), settled.size());
    long threads = median(early, Reading::threads) + THREADS_MORE;
    most(last, "threads, as a rule,", median(late, Reading::threads), threads, findings);
    long handles = median(early, Reading::handles) + HANDLES_MORE;
    most(last, "handles, as a rule,", median(late, Reading::handles), handles, findings);
    long came = before(events, last.at()) - before(events, middle.at());
    long state = median(early, Reading::stateBytes) + STATE_MORE + came * STATE_PER_EVENT;
    most(last, "bytes of state", last.stateBytes(), state, findings);
  }

  /// Once everything is loaded, compiled and connected. A process that waits for its brokers has
  /// only begun, however long that takes.
  private static List<Reading> settled(List<Reading> life) {
    int most = life.stream().mapToInt(Reading::threads).max().orElse(0);
    long up =
        life.stream()
            .filter(reading -> reading.threads() >= most / 2)
            .findFirst()
            .orElseThrow()
            .at();
    return life.stream().filter(reading -> reading.at() >= up + SETTLED_MS).toList();
  }

  private static long median(List<Reading> some, ToLongFunction<Reading> what) {
    long[] sorted = some.stream().mapToLong(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void most(
      Reading reading, String what, long has, long allowed, Findings findings) {
    if (has > allowed) {
      String process = reading.process() + " (process " + reading.pid() + ")";
      findings.broken(process, allowed + " " + what + " at most", Long.toString(has));
    }
  }

  /// When events were written, by the clock of the brokers, which is that of whoever reads.
  private static long[] moments(Facts facts) {
    return Stream.<List<? extends Logged<?>>>of(facts.orders(), facts.stock())
        .flatMapToLong(Bounded::moments)
        .sorted()
        .toArray();
  }

  private static LongStream moments(List<? extends Logged<?>> events) {
    return events.stream().mapToLong(event -> event.event().at().toEpochMilli());
  }

  private static long before(long[] moments, long at) {
    int place = java.util.Arrays.binarySearch(moments, at);
    return place < 0 ? -place - 1 : place;
  }
}
