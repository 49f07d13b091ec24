package orders.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Apps of a test, each a process of its own.
final class Apps {

  private Apps() {}

  /// Starts a process with every role; it is ready when [AppProcess#ready] says so.
  static AppProcess all(TestCluster cluster, Path directory, String name) {
    return start(cluster, directory, name, List.of("all"), Map.of());
  }

  /// @param more settings beside those of the cluster
  static AppProcess start(
      TestCluster cluster,
      Path directory,
      String name,
      List<String> roles,
      Map<String, String> more) {
    Map<String, String> settings = cluster.settings();
    settings.put("state.dir", directory.resolve(name).toString());
    settings.putAll(more);
    // Logs are kept after the test, for whoever looks into a failure.
    return AppProcess.start(name, roles, settings, Path.of("target"));
  }

  /// Has it stand still, or go on: SIGSTOP, SIGCONT.
  static void signal(AppProcess app, String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(app.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("no signal reaches " + app.name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
