package orders.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import orders.engine.Stores;
import orders.kafka.KafkaConnection;
import orders.kafka.StreamsProperties;
import orders.kafka.StreamsProperties.Commit;
import org.apache.kafka.streams.Topology;

/// The Streams apps of this process; some come and go with the versions of views.
final class RunningApps implements AutoCloseable {

  private final List<StreamsApp> apps = new CopyOnWriteArrayList<>();
  private final List<Consumer<StreamsApp>> watchers = new CopyOnWriteArrayList<>();

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
            StreamsProperties.exactlyOnce(connection, settings.app(id, "localhost:0", commit)),
            abandoned::end);
    if (again) {
      abandoned.endOwn(started.clients());
    }
    start(started);
    return started;
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("no state directory " + directory + ": " + e, e);
    }
  }

  void start(StreamsApp app) {
    apps.add(app);
    app.start();
    watchers.forEach(watcher -> watcher.accept(app));
  }

  void stop(StreamsApp app) {
    apps.remove(app);
    app.close();
  }

  /// Closes all at once: each may wait for its own last transaction.
  @Override
  public void close() {
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
