package orders.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The image that `mvn -Pimage package` makes, unpacked, and run as a container would: as its user,
/// with a root that cannot be written to. That takes root and Linux, and no Docker.
record OciImage(JsonNode config, Path root) {

  static final Path TAR = Path.of("../streams-apps/target/orders-image.tar");

  private static final Path JAR = Path.of("../streams-apps/target/streams-apps-0.1.0-SNAPSHOT.jar");
  private static final JsonMapper JSON = new JsonMapper();

  /// Mounts that end with the process: what a runtime gives, and the task's two folders.
  private static final String CONTAINER =
      """
      cd "$1" && shift && user="$1" && shift &&
      mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" &&
      mount -t proc proc proc && mount --rbind /dev dev &&
      mount -t tmpfs -o mode=777 tmpfs tmp && mount -t tmpfs -o mode=777 tmpfs var/lib/orders &&
      exec chroot --userspec="$user" . "$@"
      """;

  /// Whether there is one, and not of an earlier build.
  static boolean built() throws IOException {
    return Files.exists(TAR)
        && Files.getLastModifiedTime(TAR).compareTo(Files.getLastModifiedTime(JAR)) > 0;
  }

  /// @param folder that it is unpacked in
  static OciImage unpack(Path folder) throws IOException, InterruptedException {
    Path blobs = Files.createDirectories(folder.resolve("oci"));
    Path root = Files.createDirectories(folder.resolve("root"));
    run(List.of("tar", "-xf", TAR.toString(), "-C", blobs.toString()));
    JsonNode index = JSON.readTree(blobs.resolve("index.json").toFile());
    JsonNode manifest = blob(blobs, index.at("/manifests/0/digest"));
    for (JsonNode layer : manifest.path("layers")) {
      String file = path(blobs, layer.path("digest")).toString();
      run(List.of("tar", "-xzpf", file, "-C", root.toString()));
    }
    for (String mountPoint : List.of("proc", "dev")) {
      Files.createDirectories(root.resolve(mountPoint));
    }
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost\n");
    return new OciImage(blob(blobs, manifest.at("/config/digest")).path("config"), root);
  }

  /// The names of the files in a folder of the image.
  List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  List<String> texts(String field) {
    return StreamSupport.stream(config.path(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /// What is said to a container of it, to be started with the image's environment and no other.
  ///
  /// @param program with its arguments, such as the entry point and a command
  ProcessBuilder container(List<String> program) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", CONTAINER));
    command.addAll(List.of("sh", root.toString(), config.path("User").asText()));
    command.add("/opt/java/bin/" + program.getFirst());
    command.addAll(program.subList(1, program.size()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    for (String variable : texts("Env")) {
      if (!variable.startsWith("PATH=")) {
        int equals = variable.indexOf('=');
        builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return builder;
  }

  /// The entry point and what follows it.
  List<String> program(String... arguments) {
    return Stream.concat(texts("Entrypoint").stream(), Stream.of(arguments)).toList();
  }

  private static JsonNode blob(Path blobs, JsonNode digest) throws IOException {
    return JSON.readTree(path(blobs, digest).toFile());
  }

  private static Path path(Path blobs, JsonNode digest) {
    return blobs.resolve("blobs").resolve(digest.asText().replace(':', '/'));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed");
    }
  }
}
