package orders.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import orders.engine.Stores;
import orders.kafka.KafkaConnection;
import orders.kafka.StreamsProperties;
import orders.kafka.StreamsProperties.Commit;
import orders.watch.Pulse;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;

/// The Streams apps of this process; some come and go with the versions of views.
final class RunningApps implements AutoCloseable {

  private final Presence here;
  private final List<StreamsApp> apps = new CopyOnWriteArrayList<>();
  private final Map<String, KafkaConnection> groups = new ConcurrentHashMap<>();
  private volatile Optional<Peers> peers = Optional.empty();
  private final List<Consumer<StreamsApp>> watchers = new CopyOnWriteArrayList<>();

  /// @param here under which name they are members of their groups
  RunningApps(Presence here) {
    this.here = here;
  }

  List<StreamsApp> all() {
    return Collections.unmodifiableList(apps);
  }

  /// Tells `watcher` of every app that runs and of each that is started later.
  void watch(Consumer<StreamsApp> watcher) {
    watchers.add(watcher);
    apps.forEach(watcher);
  }

  /// Starts an app that commits exactly once.
  ///
  /// @param app what the catalogue calls it, under whose name it connects
  StreamsApp start(Settings settings, String app, String id, Topology topology, Commit commit) {
    KafkaConnection connection = settings.kafka().of(app);
    var abandoned = new AbandonedTransactions(connection, id);
    if (settings.stores() == Stores.ROCKSDB) {
      // Of two apps that start at once, Kafka Streams lets one fail where both would make it.
      createDirectories(settings.stateDirectory());
    }
    // Kafka Streams keeps the name of the process there.
    boolean again = Files.exists(settings.stateDirectory().resolve(id));
    var started =
        new StreamsApp(
            id,
            topology,
            StreamsProperties.exactlyOnce(connection, settings.app(id, here, commit)),
            abandoned::end);
    if (again) {
      abandoned.endOwn(started.clients());
    }
    start(started, connection);
    return started;
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("no state directory " + directory + ": " + e, e);
    }
  }

  /// This process is a member of a group, under the name that [Presence] gives it.
  ///
  /// @param connection of an app that may be one
  void joins(String group, KafkaConnection connection) {
    groups.put(group, connection);
  }

  /// @param connection of that app
  void start(StreamsApp app, KafkaConnection connection) {
    joins(app.name(), connection);
    apps.add(app);
    app.start();
    watchers.forEach(watcher -> watcher.accept(app));
  }

  void stop(StreamsApp app) {
    apps.remove(app);
    groups.remove(app.name());
    app.close();
  }

  /// Watches the other instances of these apps, and tells their groups when one has died.
  void watchPeers() {
    peers = Optional.of(new Peers(this::others, this::gone));
  }

  /// Threads that live as long as this does.
  List<Pulse> pulses() {
    return peers.map(Peers::pulse).stream().toList();
  }

  private Set<HostInfo> others() {
    return apps.stream()
        .flatMap(app -> app.instances().stream())
        .filter(Predicate.not(here.host()::equals))
        .collect(Collectors.toSet());
  }

  private void gone(HostInfo host) {
    Map<KafkaConnection, Set<String>> asked = new HashMap<>();
    groups.forEach(
        (group, connection) -> asked.computeIfAbsent(connection, _ -> new HashSet<>()).add(group));
    var departed = new Departed(host);
    asked.forEach(
        (connection, ids) -> Thread.startVirtualThread(() -> departed.leave(connection, ids)));
  }

  /// Closes all at once: each may wait for its own last transaction.
  @Override
  public void close() {
    peers.ifPresent(Peers::close);
    List<Thread> closing = apps.stream().map(app -> Thread.ofVirtual().start(app::close)).toList();
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
