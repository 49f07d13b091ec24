package orders.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orders.engine.Aggregate;
import orders.engine.CommandPort;
import orders.engine.Decision;
import orders.engine.Outcome;
import orders.engine.Outgoing;
import orders.engine.Settled;
import orders.policy.Ids;
import orders.projection.Recorded;

/// Decides as the host does, one command after the other, and remembers every outcome.
public final class MemoryAggregate<C, S, E> implements CommandPort<C> {

  /// How the port treats its callers.
  public enum Mood {
    WELL,
    /// Decides, but no outcome comes.
    SILENT,
    OVERLOADED,
    /// The log does not take the command.
    BROKEN
  }

  private record Entry<S>(S state, long version) {}

  private record Known(String fingerprint, Outcome outcome) {}

  private final Aggregate<C, S, E> aggregate;
  private final Supplier<Instant> clock;
  private final Consumer<List<Recorded<E>>> followers;
  private final Map<String, Entry<S>> entries = new HashMap<>();
  private final Map<String, Known> known = new HashMap<>();
  private final List<Recorded<E>> log = new ArrayList<>();
  private volatile Mood mood = Mood.WELL;

  /// @param followers are told what a command wrote
  public MemoryAggregate(
      Aggregate<C, S, E> aggregate,
      Supplier<Instant> clock,
      Consumer<List<Recorded<E>>> followers) {
    this.aggregate = aggregate;
    this.clock = clock;
    this.followers = followers;
  }

  public void mood(Mood now) {
    mood = now;
  }

  public synchronized List<Recorded<E>> log() {
    return List.copyOf(log);
  }

  /// A command of a policy or of another system.
  public Settled tell(String id, C command) {
    UUID commandId = Ids.derived(new UUID(0, 0), command + "/" + id + "/" + log().size());
    return decide(
        new Outgoing<>(id, commandId, command, OptionalLong.empty(), "", Optional.empty()));
  }

  @Override
  public CompletableFuture<Settled> submit(Outgoing<C> command) {
    return switch (mood) {
      case WELL -> CompletableFuture.completedFuture(decide(command));
      case SILENT -> {
        decide(command);
        yield new CompletableFuture<>();
      }
      case OVERLOADED -> throw new Overloaded("too many callers wait");
      case BROKEN -> CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    };
  }

  @Override
  public synchronized Optional<Settled> find(String commandId) {
    return Optional.ofNullable(known.get(commandId)).map(k -> new Settled(k.outcome(), true));
  }

  private synchronized Settled decide(Outgoing<C> command) {
    String id = command.aggregateId();
    Entry<S> entry = entries.getOrDefault(id, new Entry<>(aggregate.initial(), 0));
    Known before = known.get(command.commandId().toString());
    if (before != null) {
      boolean same = before.fingerprint().equals(command.fingerprint());
      return same
          ? new Settled(before.outcome(), true)
          : unkept(command, entry, Outcome.Kind.KEY_REUSED, "KEY_REUSED", "used with another body");
    }
    if (command.expectedVersion().isPresent()
        && command.expectedVersion().getAsLong() != entry.version()) {
      String detail = "the current version is " + entry.version();
      return unkept(command, entry, Outcome.Kind.CONFLICT, "VERSION", detail);
    }
    Instant at = clock.get();
    return switch (aggregate.decide(entry.state(), command.command(), at)) {
      case Decision.Accepted<E>(List<E> events) -> accept(command, entry, events, at);
      case Decision.Refused<E>(String code, String detail, List<String> allowed) ->
          keep(
              command,
              outcome(command, entry.version(), 0, Outcome.Kind.REFUSED, code, detail, allowed));
      case Decision.Impossible<E>(String why) ->
          unkept(command, entry, Outcome.Kind.IMPOSSIBLE, "IMPOSSIBLE", why);
    };
  }

  private Settled accept(Outgoing<C> command, Entry<S> entry, List<E> events, Instant at) {
    List<Recorded<E>> written = new ArrayList<>();
    S state = entry.state();
    for (int i = 0; i < events.size(); i++) {
      state = aggregate.evolve(state, events.get(i));
      String eventId = Ids.derived(command.commandId(), i).toString();
      written.add(
          new Recorded<>(
              command.aggregateId(),
              entry.version() + i + 1,
              eventId,
              at,
              0,
              log.size() + i,
              events.get(i)));
    }
    log.addAll(written);
    long version = entry.version() + events.size();
    entries.put(command.aggregateId(), new Entry<>(state, version));
    Settled settled =
        keep(
            command,
            outcome(command, version, events.size(), Outcome.Kind.ACCEPTED, "", "", List.of()));
    followers.accept(written);
    return settled;
  }

  private Settled keep(Outgoing<C> command, Outcome outcome) {
    known.put(command.commandId().toString(), new Known(command.fingerprint(), outcome));
    return new Settled(outcome, false);
  }

  private Settled unkept(
      Outgoing<C> command, Entry<S> entry, Outcome.Kind kind, String code, String detail) {
    return new Settled(outcome(command, entry.version(), 0, kind, code, detail, List.of()), false);
  }

  private Outcome outcome(
      Outgoing<C> command,
      long version,
      int events,
      Outcome.Kind kind,
      String code,
      String detail,
      List<String> allowed) {
    return new Outcome(
        command.commandId().toString(),
        command.aggregateId(),
        version,
        events,
        kind,
        code,
        detail,
        allowed,
        Instant.parse("2026-11-23T12:00:00Z"),
        0,
        log.size());
  }
}
