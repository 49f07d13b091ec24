package orders.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.state.HostInfo;

/// Sends a question to the instances that hold its partitions and gathers their answers.
///
/// The active copy answers; when its instance is gone, the standby here or elsewhere does, until
/// the group has noticed. One that is merely slow is not waited for alone: a process that stands
/// still takes connections, too. The needs are checked wherever the answer comes from.
public final class Scatter {

  private static final Duration PAUSE = Duration.ofMillis(50);

  /// After which a copy is asked beside the active one. Healthy ones answer within some tens of
  /// milliseconds (Dean and Barroso, The Tail at Scale, 2013, on hedged requests).
  private static final Duration HEDGE = Duration.ofMillis(250);

  /// Questions to copies at a time: when all that is asked is slow, asking more does not help.
  private static final int HEDGES_MAX = 64;

  private final Routing routing;
  private final LocalTables local;
  private final PeerClient peers;
  private final Semaphore hedges = new Semaphore(HEDGES_MAX);
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

  Scatter(Routing routing, LocalTables local, PeerClient peers) {
    this.routing = routing;
    this.local = local;
    this.peers = peers;
  }

  /// Builds a scatter for the tables of one query app.
  public static Scatter of(
      org.apache.kafka.streams.KafkaStreams streams, HostInfo self, LocalTables local) {
    return new Scatter(new Routing(streams, self), local, new PeerClient());
  }

  /// Asks until every partition was answered for, within the query's patience: while partitions
  /// move, there may be a moment in which none of their copies can be read. Before the group has
  /// told this instance who holds them it is not ready, and nobody waits: another one may know.
  PartReply ask(String topic, PartQuery query) {
    long deadline = System.nanoTime() + Duration.ofMillis(query.patienceMs()).toNanos();
    PartQuery next = query;
    while (true) {
      try {
        return attempt(topic, next);
      } catch (ViewReader.Unavailable e) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= PAUSE.toMillis() || !routing.told() || !paused()) {
          throw e;
        }
        next = query.within(left - PAUSE.toMillis());
      }
    }
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private PartReply attempt(String topic, PartQuery query) {
    Map<Integer, HostInfo> owners = routing.owners(topic);
    Map<HostInfo, Map<Integer, PartQuery.Need>> byHost = new HashMap<>();
    query
        .needs()
        .forEach(
            (partition, need) ->
                byHost
                    .computeIfAbsent(
                        owners.getOrDefault(partition, routing.self()), host -> new HashMap<>())
                    .put(partition, need));
    if (byHost.size() == 1) {
      var only = byHost.entrySet().iterator().next();
      return askOne(topic, only.getKey(), query.of(only.getValue()));
    }
    List<CompletableFuture<PartReply>> asked = new ArrayList<>();
    byHost.forEach(
        (host, needs) ->
            asked.add(
                CompletableFuture.supplyAsync(
                    () -> askOne(topic, host, query.of(needs)), executor)));
    return asked.stream().map(Scatter::join).reduce(Scatter::both).orElseThrow();
  }

  private PartReply askOne(String topic, HostInfo host, PartQuery query) {
    return routing.isSelf(host) ? askHere(topic, host, query) : askPeer(topic, host, query);
  }

  private PartReply askHere(String topic, HostInfo self, PartQuery query) {
    try {
      return local.answer(query);
    } catch (ViewReader.Unavailable gone) {
      return askStandbys(topic, self, query, gone);
    }
  }

  private PartReply askPeer(String topic, HostInfo peer, PartQuery query) {
    CompletableFuture<PartReply> active =
        CompletableFuture.supplyAsync(() -> peers.ask(peer, query), executor);
    if (isSlow(active) && hedges.tryAcquire()) {
      var slow = new ViewReader.Unavailable("the instance that holds the row is slow");
      return join(either(active, copy(topic, peer, query, slow)));
    }
    try {
      return join(active);
    } catch (ViewReader.Unavailable gone) {
      return askStandbys(topic, peer, query, gone);
    }
  }

  private static boolean isSlow(CompletableFuture<PartReply> active) {
    try {
      active.get(HEDGE.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewReader.Unavailable("interrupted");
    }
  }

  private CompletableFuture<PartReply> copy(
      String topic, HostInfo host, PartQuery query, ViewReader.Unavailable slow) {
    return CompletableFuture.supplyAsync(() -> askStandbys(topic, host, query, slow), executor)
        .whenComplete((_, _) -> hedges.release());
  }

  /// Whichever answers first. A copy that is behind does not count unless the active one is gone.
  static CompletableFuture<PartReply> either(
      CompletableFuture<PartReply> active, CompletableFuture<PartReply> copy) {
    CompletableFuture<PartReply> first = new CompletableFuture<>();
    var _ = active.thenAccept(first::complete);
    var _ = copy.thenApply(reply -> reply.reached() && first.complete(reply));
    var _ = CompletableFuture.allOf(active, copy).whenComplete((_, _) -> last(first, active, copy));
    return first;
  }

  /// When both are done; whether an earlier answer was taken by then is not known in here.
  private static void last(
      CompletableFuture<PartReply> first,
      CompletableFuture<PartReply> active,
      CompletableFuture<PartReply> copy) {
    if (!active.isCompletedExceptionally()) {
      first.complete(active.join());
    } else if (!copy.isCompletedExceptionally()) {
      first.complete(copy.join());
    } else {
      first.completeExceptionally(copy.exceptionNow());
    }
  }

  private PartReply askStandbys(
      String topic, HostInfo gone, PartQuery query, ViewReader.Unavailable why) {
    PartReply all = new PartReply(List.of(), Map.of(), true);
    for (Map.Entry<Integer, PartQuery.Need> part : query.needs().entrySet()) {
      PartQuery one = query.of(Map.of(part.getKey(), part.getValue()));
      all = both(all, askStandby(topic, gone, one, part.getKey(), why));
    }
    return all;
  }

  private PartReply askStandby(
      String topic, HostInfo gone, PartQuery one, int partition, ViewReader.Unavailable why) {
    if (!routing.isSelf(gone)) {
      try {
        return local.answer(one);
      } catch (ViewReader.Unavailable noCopyHere) {
        // Another instance may have one.
      }
    }
    HostInfo standby = routing.standby(topic, partition).orElseThrow(() -> why);
    if (routing.isSelf(standby) || standby.equals(gone)) {
      throw why;
    }
    return peers.ask(standby, one);
  }

  private static PartReply join(CompletableFuture<PartReply> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ViewReader.Unavailable unavailable) {
        throw unavailable;
      }
      throw e;
    }
  }

  private static PartReply both(PartReply left, PartReply right) {
    List<ViewTable.Row> rows = new ArrayList<>(left.rows());
    rows.addAll(right.rows());
    Map<Integer, PartReply.Reached> marks = new HashMap<>(left.marks());
    marks.putAll(right.marks());
    return new PartReply(rows, marks, left.reached() && right.reached());
  }
}
