package orders.torture.twins;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import orders.engine.LateDedupe;
import orders.engine.RandomEventId;
import orders.engine.RowsBeforeCommit;

/// The same system, broken in one way each. A checker that takes one of them for the real one is
/// worth nothing.
@SuppressWarnings("ImmutableEnumChecker") // its collections are copies that nobody can change
enum Twin {
  /// Events without transactions: whoever dies between two commits does it again.
  AT_LEAST_ONCE(
      Set.of("gapless", "acknowledged-once", "effects-once"),
      Map.of("commit.ms", "1000"),
      change("orders.kafka.StreamsProperties", "exactlyOnce", AtLeastOnce.class)),

  /// Every consumer takes what was never committed for true.
  READ_UNCOMMITTED(
      Set.of("effects-once", "views-are-folds", "acknowledged-once", "tokens-honoured"),
      Map.of("commit.ms", "500", "view.commit.ms", "100"),
      change(
          "org.apache.kafka.clients.consumer.ConsumerConfig",
          "appendDeserializerToConfig",
          ReadUncommitted.class)),

  /// No command is known, however often it was decided.
  DEDUPE_OFF(
      Set.of("same-answer", "acknowledged-once"),
      Map.of(),
      change("orders.engine.Entry", "find", DedupeOff.class)),

  /// The version is looked at before it is asked whether the command is known.
  LATE_DEDUPE(
      Set.of("same-answer"),
      Map.of(),
      change("orders.engine.AggregateProcessor", "handle", LateDedupe.Expectation.class),
      change("orders.engine.Entry", "find", LateDedupe.class)),

  /// Deciding the same twice gives two events.
  RANDOM_ID(
      Set.of("gapless"),
      Map.of(),
      change("orders.engine.AggregateProcessor", "write", RandomEventId.class)),

  /// The gateway answers what it expects, as soon as the command is on its way.
  EARLY_ANSWER(
      Set.of("acknowledged-once"),
      Map.of(),
      change("orders.engine.CommandGateway", "submit", EarlyAnswer.class)),

  /// Reads show the store of the projection, whose transaction may yet be aborted.
  UNCOMMITTED_STORE(
      Set.of("tokens-honoured", "sessions-go-forward", "reads-show-log"),
      Map.of("view.commit.ms", "500"),
      change("orders.engine.StateCache", "put", RowsBeforeCommit.class),
      change("orders.query.ViewTable", "get", orders.query.UncommittedRows.class)),

  /// Each try of a payment is another payment to the provider.
  PAYMENT_WITHOUT_KEY(
      Set.of("money-agrees"),
      Map.of(),
      change("orders.outside.HttpPaymentProvider", "authorise", PaymentWithoutKey.class)),

  /// What cannot be folded at the moment is passed over.
  SKIPPED_EVENTS(
      Set.of("views-are-folds", "effects-happen", "money-agrees"),
      Map.of(),
      change("orders.kafka.StreamsProperties", "common", LogAndContinue.class),
      change("orders.engine.EventRecord", "read", PassingFault.class)),

  /// Half of the writers find another partition for a key than the other half.
  OTHER_PARTITIONER(
      Set.of("gapless"),
      Map.of(),
      change("orders.engine.CommandGateway", "record", OtherPartitioner.class)),

  /// Reads answer with whatever there is.
  TOKEN_IGNORED(
      Set.of("tokens-honoured", "sessions-go-forward"),
      Map.of("view.commit.ms", "500"),
      change("orders.http.Requests", "freshness", TokenIgnored.class)),

  /// The log forgets: all but the last event of a key goes. Its settings are changed at run time,
  /// behind the guard that looks at them when a process starts.
  COMPACTED_EVENTS(Set.of("gapless"), Map.of());

  /// Rules of what stands in a log or was answered: nothing that comes later explains what breaks
  /// them.
  static final Set<String> FOR_GOOD = Set.of("gapless", "effects-once", "same-answer");

  private final Set<String> caughtBy;
  private final Map<String, String> settings;
  private final List<Change> changes;

  Twin(Set<String> caughtBy, Map<String, String> settings, Change... changes) {
    this.caughtBy = caughtBy;
    this.settings = settings;
    this.changes = List.of(changes);
  }

  /// One method that does something else.
  private record Change(String type, String method, Class<?> advice) {}

  private static Change change(String type, String method, Class<?> advice) {
    return new Change(type, method, advice);
  }

  static Twin named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// The rules of which at least one must catch it.
  Set<String> caughtBy() {
    return caughtBy;
  }

  /// Whether it may be caught before everything has come to rest.
  boolean staysBroken() {
    return caughtForGood(_ -> true);
  }

  /// Whether it is caught, and by what no wait can mend.
  ///
  /// @param broken whether a rule is
  boolean caughtForGood(Predicate<String> broken) {
    return caughtBy.stream().filter(FOR_GOOD::contains).anyMatch(broken);
  }

  /// Settings that are allowed, and under which its fault does not take long to show.
  Map<String, String> settings() {
    return settings;
  }

  /// How many processes die before it must show.
  int kills() {
    return switch (this) {
      case AT_LEAST_ONCE, READ_UNCOMMITTED -> 2;
      case DEDUPE_OFF, LATE_DEDUPE, RANDOM_ID, EARLY_ANSWER, UNCOMMITTED_STORE -> 0;
      case PAYMENT_WITHOUT_KEY, SKIPPED_EVENTS, OTHER_PARTITIONER, TOKEN_IGNORED -> 0;
      case COMPACTED_EVENTS -> 0;
    };
  }

  /// Whether processes are changed, rather than what they run on.
  boolean changesProcesses() {
    return !changes.isEmpty();
  }

  /// Changes this process, which remembers nothing of a twin that it was before.
  ResettableClassFileTransformer install(Instrumentation instrumentation) {
    PassingFault.forget();
    DirtyRows.forget();
    LateDedupe.EXPECTED.remove();
    AgentBuilder builder =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
            .with(AgentBuilder.RedefinitionStrategy.Listener.ErrorEscalating.FAIL_FAST)
            .with(AgentBuilder.InstallationListener.ErrorSuppressing.INSTANCE);
    for (Change change : changes) {
      builder =
          builder
              .type(named(change))
              .transform(
                  (type, description, loader, module, domain) ->
                      type.visit(
                          Advice.to(change.advice())
                              .on(net.bytebuddy.matcher.ElementMatchers.named(change.method()))));
    }
    return builder.installOn(instrumentation);
  }

  private static net.bytebuddy.matcher.ElementMatcher.Junction<
          net.bytebuddy.description.type.TypeDescription>
      named(Change change) {
    return net.bytebuddy.matcher.ElementMatchers.named(change.type());
  }
}
