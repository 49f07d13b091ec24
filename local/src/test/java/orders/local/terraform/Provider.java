package orders.local.terraform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The AWS provider as one process for many commands. Each would start it anew otherwise, and it
/// takes seconds and 700 MB to start.
final class Provider implements AutoCloseable {

  /// Where plugins are looked for first.
  static final String VARIABLE = "ORDERS_TERRAFORM_PLUGINS";

  /// For programs in Go: of a plan's 15 s of CPU 10 are left when garbage is collected less often,
  /// for 850 MB instead of 610.
  static final Map<String, String> SPARING = Map.of("GOGC", "400");

  private static final String PATH = "registry.terraform.io/hashicorp/aws";
  private static final String SAID = "TF_REATTACH_PROVIDERS='";

  private final Process process;
  private final String address;

  private Provider(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// The program, where a folder of plugins has it: the newest of version 5.
  static Optional<Path> program() {
    return folders()
        .map(folder -> folder.resolve(PATH))
        .filter(Files::isDirectory)
        .flatMap(folder -> files(folder, 3))
        .filter(file -> Objects.toString(file.getFileName()).matches("terraform-provider-aws_v5.*"))
        .filter(Files::isExecutable)
        .max(Comparator.comparing(Path::toString));
  }

  static Provider start(Path program) {
    try {
      var command =
          new ProcessBuilder(program.toString(), "-debug")
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      // It takes certificates of a proxy once, and fails when it is set up a second time.
      command.environment().remove("AWS_CA_BUNDLE");
      command.environment().putAll(SPARING);
      Process process = command.start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int at = line.indexOf(SAID);
        if (at >= 0) {
          String address = line.substring(at + SAID.length(), line.lastIndexOf('\''));
          return new Provider(process, address);
        }
      }
      throw new IllegalStateException(program + " ended without an address");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What Terraform is told to find it.
  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static Stream<Path> folders() {
    Path home = Path.of(System.getProperty("user.home"));
    Stream<Path> named = Stream.ofNullable(System.getenv(VARIABLE)).map(Path::of);
    Stream<Path> usual =
        Stream.of(
            home.resolve(".terraform.d/plugins"),
            Path.of("/usr/local/share/terraform/plugins"),
            Path.of("/usr/share/terraform/plugins"));
    return Stream.of(named, usual, files(Path.of("/opt"), 1)).flatMap(all -> all);
  }

  private static Stream<Path> files(Path folder, int depth) {
    try (Stream<Path> all = Files.walk(folder, depth)) {
      return List.copyOf(all.toList()).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
