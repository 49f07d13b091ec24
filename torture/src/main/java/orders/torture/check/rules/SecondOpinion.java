package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// Judges each order by what clients were told alone, as one object that takes one call after the
/// other: without versions, without the log. What the log explains, this must be able to explain.
public final class SecondOpinion implements Rule {

  private static final int REFUSED_BY_STATE = 409;

  @Override
  public String name() {
    return "second-opinion";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    calls(dossier)
        .forEach(
            (order, calls) -> {
              findings.count("orders.searched", 1);
              findings.count("orders.undecided", 0);
              switch (Search.of(calls)) {
                case EXPLAINED -> {}
                case UNDECIDED -> findings.count("orders.undecided", 1);
                case INEXPLICABLE -> {
                  String log = findings.mentions(order) ? "broken, too" : "right: they disagree";
                  findings.broken(
                      order,
                      "an order of %d calls that explains their answers".formatted(calls.size()),
                      "none; the log calls them " + log);
                }
              }
            });
  }

  private static Map<String, List<Call>> calls(Dossier dossier) {
    Map<String, List<Call>> calls = new HashMap<>();
    for (Attempts asked : dossier.asked()) {
      if (asked.ofOrder()) {
        List<Call> own = calls.computeIfAbsent(asked.subject(), _ -> new ArrayList<>());
        own.addAll(command(asked));
      }
    }
    reads(dossier)
        .forEach(
            (order, reads) ->
                calls.computeIfAbsent(order, _ -> new ArrayList<>()).addAll(reads.values()));
    return calls;
  }

  /// A command takes effect once however often it is asked for. What a stale version or a rule of
  /// the edge refused had none, and says nothing of the stage.
  private static List<Call> command(Attempts asked) {
    if (asked.acknowledged()) {
      return List.of(new Call(asked.start(), asked.done(), true, effect(asked.kind())));
    }
    List<Call> calls = new ArrayList<>();
    if (asked.unknown()) {
      calls.add(new Call(asked.start(), Long.MAX_VALUE, false, effect(asked.kind())));
    }
    if (asked.kind() != Kind.PLACE) {
      Call.Effect refused = asked.kind() == Kind.CANCEL ? Call.NOT_CANCELLED : Call.NOT_RETURNED;
      asked
          .with(Result.REFUSED)
          .filter(operation -> operation.status() == REFUSED_BY_STATE)
          .findFirst()
          .ifPresent(first -> calls.add(new Call(asked.start(), first.end(), true, refused)));
    }
    return calls;
  }

  private static Call.Effect effect(Kind kind) {
    return switch (kind) {
      case PLACE -> Call.PLACED;
      case CANCEL -> Call.CANCELLED;
      case RETURN -> Call.RETURNED;
      case LIST_PRODUCT, RECEIVE, READ -> throw new IllegalArgumentException(kind + " of an order");
    };
  }

  /// Of the reads that showed a stage, the one that ended first says all that the others say.
  private static Map<String, Map<Stage, Call>> reads(Dossier dossier) {
    Map<String, Map<Stage, Call>> reads = new HashMap<>();
    dossier
        .rowsRead()
        .filter(read -> read.view().equals(Timelines.ORDERS) && !read.state().isEmpty())
        .forEach(read -> add(reads, read));
    return reads;
  }

  private static void add(Map<String, Map<Stage, Call>> reads, Operation read) {
    Stage stage = Stage.valueOf(read.state());
    var call = new Call(read.start(), read.end(), true, Call.shows(stage));
    reads
        .computeIfAbsent(read.subject(), _ -> new EnumMap<>(Stage.class))
        .merge(stage, call, (left, right) -> left.end() <= right.end() ? left : right);
  }
}
