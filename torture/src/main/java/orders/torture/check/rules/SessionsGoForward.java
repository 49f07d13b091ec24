package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orders.query.Token;
import orders.torture.history.Operation;

/// Whoever brings the token of what was read before never reads an older row, on whatever instance.
public final class SessionsGoForward implements Rule {

  @Override
  public String name() {
    return "sessions-go-forward";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<Integer, List<Operation>> sessions = new TreeMap<>();
    dossier
        .rowsRead()
        .forEach(
            read -> sessions.computeIfAbsent(read.session(), _ -> new ArrayList<>()).add(read));
    sessions.values().forEach(reads -> session(dossier, reads, findings));
    findings.count("sessions", sessions.size());
  }

  private static void session(Dossier dossier, List<Operation> reads, Findings findings) {
    reads.sort(Comparator.comparingLong(Operation::start));
    Map<List<String>, Operation> newest = new HashMap<>();
    for (Operation read : reads) {
      List<String> row = List.of(read.view(), read.subject());
      Operation before = newest.get(row);
      if (before != null
          && before.end() < read.start()
          && read.version() < before.version()
          && covers(dossier, read, before)) {
        findings.broken(
            TokensHonoured.where(read),
            "version %d, which session %d has seen".formatted(before.version(), read.session()),
            TokensHonoured.seen(read));
      }
      if (before == null || read.version() >= before.version()) {
        newest.put(row, read);
      }
    }
  }

  /// Whether the token that a read brought asks for what the one before was answered with, as far
  /// as that concerns the row.
  private static boolean covers(Dossier dossier, Operation read, Operation before) {
    Map<Token.Source, Long> wanted = new HashMap<>(Token.parse(before.token()).positions());
    Timelines view = dossier.timelines().get(read.view());
    if (view != null) {
      wanted.keySet().removeIf(source -> !source.topic().equals(view.topic()));
    }
    Map<Token.Source, Long> brought = Token.parse(read.asked()).positions();
    return !wanted.isEmpty()
        && wanted.entrySet().stream()
            .allMatch(one -> brought.getOrDefault(one.getKey(), 0L) >= one.getValue());
  }
}
