package orders.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import orders.query.Answer;
import orders.query.CausalBarrier;
import orders.query.LagSampler;
import orders.query.LocalTables;
import orders.query.LocalTables.Copies;
import orders.query.Page;
import orders.query.PartQuery;
import orders.query.PartReply;
import orders.query.Scatter;
import orders.query.SwitchedReader;
import orders.query.Token;
import orders.query.ViewReader;
import orders.query.ViewSpec;
import orders.query.Views;
import orders.replay.Auditor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables of this process in every version that is fed, and which of them readers see.
final class ViewTables implements FedVersions.Lifecycle<ViewTables.Tables> {

  private static final Logger LOG = LoggerFactory.getLogger(ViewTables.class);
  private static final Duration READY_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Starter starter;
  private final RunningApps apps;
  private final CausalBarrier barrier;
  private final LagSampler lag;
  private final int partitions;
  private final Map<String, LocalTables> byView = new ConcurrentHashMap<>();
  private final Map<String, Tables> active = new ConcurrentHashMap<>();
  private final Filling filling = new Filling();
  private volatile boolean allStarted;
  private volatile boolean filled;
  private volatile Copies copies = Copies.NONE;

  ViewTables(
      Starter starter, RunningApps apps, CausalBarrier barrier, LagSampler lag, int partitions) {
    this.starter = starter;
    this.apps = apps;
    this.barrier = barrier;
    this.lag = lag;
    this.partitions = partitions;
  }

  /// Starts the app with the tables of one version.
  interface Starter {
    Tables start(ViewGroup group, int version);
  }

  /// One version of a view's tables.
  ///
  /// @param views the view as readers know it, to its rows in this version
  record Tables(
      int version, StreamsApp app, LocalTables local, Scatter scatter, List<ViewSpec<?>> views) {}

  @Override
  public Tables start(ViewGroup group, int version) {
    Tables tables = starter.start(group, version);
    tables.views().forEach(view -> byView.put(view.name(), tables.local()));
    return tables;
  }

  /// Moves readers once the new tables are where the old ones are, so that nobody goes back in
  /// time.
  @Override
  public void activate(ViewGroup group, Tables next) {
    Tables before = active.get(group.name());
    if (before != null && before.version() != next.version()) {
      awaitPar(before, next);
      LOG.info("readers of {} see v{} from now on", group.name(), next.version());
    }
    active.put(group.name(), next);
  }

  @Override
  public void stop(Tables retired) {
    retired.views().forEach(view -> byView.remove(view.name()));
    apps.stop(retired.app());
  }

  /// Answers a peer from the tables here.
  ///
  /// @throws ViewReader.Unavailable when this instance has none of that view
  PartReply answer(PartQuery query) {
    LocalTables local = byView.get(query.view());
    if (local == null) {
      throw new ViewReader.Unavailable("this instance has no view " + query.view());
    }
    return local.answer(query);
  }

  /// Asks every copy here whether it has everything, see [LocalTables#lookAhead].
  void lookAhead() {
    boolean all = allStarted; // what starts behind this look is not among those looked at
    Set<LocalTables> here = Set.copyOf(byView.values());
    boolean running = here.stream().allMatch(LocalTables::running);
    Copies found =
        here.stream().map(local -> local.lookAhead(partitions)).reduce(Copies.NONE, Copies::plus);
    copies = found;
    boolean ran = all && running && here.stream().allMatch(LocalTables::running);
    if (filling.look(ran, found) && !filled) {
      if (!found.all()) {
        LOG.warn(
            "ready although {} of {} tables lag: they do not get there",
            found.of() - found.complete(),
            found.of());
      }
      filled = true;
    }
  }

  /// The tables of every view have been started, if they may still join their groups.
  void allStarted() {
    allStarted = true;
  }

  /// Whether every copy that came here with the start, those included that nobody reads yet, has
  /// had everything, or does not get there ([Filling]). Who takes down one instance after the other
  /// waits for that. Copies that the group gives to this instance later are not waited for, unless
  /// it has given none yet.
  boolean filled() {
    return filled;
  }

  /// How far the tables are, in words: an instance that is not ready says why.
  String filling() {
    Copies now = copies;
    if (filled) {
      return "FILLED";
    }
    String without = now.without() == 0 ? "" : ", nothing of %d groups".formatted(now.without());
    return "%d of %d filled%s".formatted(now.complete(), now.of(), without);
  }

  /// A reader of a view in whichever version is active.
  <R> ViewReader<R> reader(String group, ViewSpec<R> spec) {
    return new SwitchedReader<>(new Active<>(group, spec));
  }

  /// What readers see of a view here: the partitions whose active copy this instance has.
  List<Auditor.Part> hosted(ViewGroup group) {
    Tables tables = active.get(group.name());
    if (tables == null) {
      return List.of();
    }
    String rows = tables.views().getFirst().topic();
    return tables.app().streams().metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(rows))
        .map(partition -> new Auditor.Part(group.target(), tables.version(), partition.partition()))
        .toList();
  }

  private void awaitPar(Tables before, Tables next) {
    long deadline = System.nanoTime() + READY_MAX.toNanos();
    try {
      while (!next.app().running() && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_EVERY);
      }
      for (int view = 0; view < next.views().size(); view++) {
        Token floor = all(before.views().get(view), before, ViewReader.Freshness.ANY).token();
        var fresh = new ViewReader.Freshness(floor, READY_MAX, false);
        all(next.views().get(view), next, fresh);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ViewReader.Behind | ViewReader.Unavailable e) {
      LOG.warn("v{} is not at par with v{} yet", next.version(), before.version(), e);
    }
  }

  private <R> Answer<Page<R>> all(ViewSpec<R> view, Tables tables, ViewReader.Freshness freshness) {
    return views(view, tables).list(ViewReader.Range.all(), Optional.empty(), 1, freshness);
  }

  private <R> Views<R> views(ViewSpec<R> view, Tables tables) {
    return new Views<>(view, tables.scatter(), barrier, lag, partitions);
  }

  /// The rows of a view in the version that is active.
  private final class Active<R> implements Supplier<Views<R>> {
    private final String group;
    private final ViewSpec<R> spec;
    private final Map<Integer, Views<R>> versions = new HashMap<>();

    Active(String group, ViewSpec<R> spec) {
      this.group = group;
      this.spec = spec;
    }

    @Override
    public Views<R> get() {
      Tables tables = active.get(group);
      if (tables == null) {
        throw new ViewReader.Unavailable("the tables of " + group + " are starting");
      }
      synchronized (versions) {
        return versions.computeIfAbsent(
            tables.version(), version -> views(spec.version(version), tables));
      }
    }
  }
}
