package orders.torture.check.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orders.kafka.Partitions;
import orders.query.Token;
import orders.query.Token.Source;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// A read reflects what its token asks for, and no more than what the token that it answers with
/// says: rows and tokens are of one transaction. A token of one context holds in the other: what an
/// order's event did to a SKU is seen with it.
public final class TokensHonoured implements Rule {

  static final int NOT_FOUND = 404;

  @Override
  public String name() {
    return "tokens-honoured";
  }

  @Override
  public void check(Dossier dossier, Findings findings) {
    Map<Source, Long> ends = new HashMap<>();
    dossier.facts().orders().forEach(event -> end(ends, Timelines.ORDERS_TOPIC, event));
    dossier.facts().stock().forEach(event -> end(ends, Timelines.STOCK_TOPIC, event));
    var crossings = Crossings.of(dossier.facts());
    dossier.facts().operations().stream()
        .filter(read -> read.kind() == Kind.READ)
        .forEach(
            read ->
                Optional.ofNullable(dossier.timelines().get(read.view()))
                    .filter(view -> !view.of(read.subject()).isEmpty())
                    .ifPresent(view -> read(dossier, view, read, crossings, ends, findings)));
  }

  private static void end(Map<Source, Long> ends, String topic, Logged<?> event) {
    ends.merge(new Source(topic, event.event().partition()), event.count(), Math::max);
  }

  private static void read(
      Dossier dossier,
      Timelines view,
      Operation read,
      Crossings crossings,
      Map<Source, Long> ends,
      Findings findings) {
    boolean row = read.result() == Result.OK && read.version() != Operation.NONE;
    boolean none = read.result() == Result.REFUSED && read.status() == NOT_FOUND;
    if (!row && !none) {
      return;
    }
    int partition = Partitions.of(read.subject(), dossier.facts().partitions());
    var source = new Source(view.topic(), partition);
    Token asked = Token.parse(read.asked());
    there(read, asked, ends, findings);
    long own = asked.positions().getOrDefault(source, 0L);
    long across = crossings.reflected(read.subject(), asked);
    findings.count("reads.with.token." + read.view(), own > 0 ? 1 : 0);
    findings.count("reads.with.token.across." + read.view(), across > own ? 1 : 0);
    long version = row ? read.version() : 0;
    long least = version(view, read, Math.max(own, across));
    if (version < least) {
      findings.broken(
          where(read), "version %d at least, for %s".formatted(least, read.asked()), seen(read));
    }
    Long told = Token.parse(read.token()).positions().get(source);
    if (told != null && row) {
      long most = version(view, read, told);
      if (version > most) {
        findings.broken(
            where(read), "version %d at most, for %s".formatted(most, read.token()), seen(read));
      }
    }
  }

  private static void there(
      Operation read, Token asked, Map<Source, Long> ends, Findings findings) {
    boolean all =
        asked.positions().entrySet().stream()
            .allMatch(one -> one.getValue() <= ends.getOrDefault(one.getKey(), 0L));
    if (!all) {
      findings.broken(where(read), "a token of events that there are", read.asked());
    }
  }

  private static long version(Timelines view, Operation read, long count) {
    return view.at(read.subject(), count).map(Timelines.Moment::version).orElse(0L);
  }

  static String where(Operation read) {
    return read.view() + "/" + read.subject() + " (operation " + read.number() + ")";
  }

  static String seen(Operation read) {
    return "status %d, version %d, %s".formatted(read.status(), read.version(), read.state());
  }
}
