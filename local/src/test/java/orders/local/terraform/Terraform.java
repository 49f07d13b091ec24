package orders.local.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Terraform as this machine has it, in copies of what the checkout has of it. Nothing is fetched.
final class Terraform implements AutoCloseable {

  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private static final Logger LOG = LoggerFactory.getLogger(Terraform.class);
  private static final Path WORK = Path.of("target/terraform").toAbsolutePath();
  private static final Path CONTRACTS = Path.of("schemas/src/main/resources");
  private static final Duration WAIT = Duration.ofMinutes(15);

  private final Optional<Provider> provider;

  private Terraform(Optional<Provider> provider) {
    this.provider = provider;
  }

  /// For what needs no provider; where there is no Terraform, the test is skipped and says so.
  static Terraform alone() {
    need(onPath("terraform"), "terraform is not installed");
    return new Terraform(Optional.empty());
  }

  /// With the AWS provider, started once; where one of the two is missing, the test is skipped.
  static Terraform withAws() {
    need(onPath("terraform"), "terraform is not installed");
    Optional<Path> program = Provider.program();
    need(program.isPresent(), "no provider hashicorp/aws 5.x in a folder; " + Provider.VARIABLE);
    return new Terraform(program.map(Provider::start));
  }

  /// Skips by name, in the log as in the report.
  static void need(boolean there, String missing) {
    if (!there) {
      LOG.warn("skipped, since {}", missing);
    }
    assumeTrue(there, missing);
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// A fresh copy of `terraform/`, with the catalogue and the schemas beside it, and initialised.
  ///
  /// @param folder of the copy to initialise and to return; empty for its root
  Path copy(String name, String folder) throws IOException, InterruptedException {
    Path work = WORK.resolve(name);
    if (Files.exists(work)) {
      orders.local.Directories.delete(work);
    }
    copy(CHECKOUT.resolve("terraform"), work.resolve("terraform"));
    copy(CHECKOUT.resolve(CONTRACTS), work.resolve(CONTRACTS));
    Path root = work.resolve("terraform").resolve(folder);
    ok(root, "init", "-input=false", "-backend=false");
    return root;
  }

  /// The catalogue of such a copy.
  static Path catalogue(String name) {
    return WORK.resolve(name).resolve(CONTRACTS).resolve("catalogue.yaml");
  }

  /// Runs a command that must succeed, and returns what it printed.
  String ok(Path folder, String... arguments) throws IOException, InterruptedException {
    Path said = Files.createTempFile(WORK, "said-", ".log");
    ProcessBuilder command = new ProcessBuilder("terraform").directory(folder.toFile());
    command.command().addAll(List.of(arguments));
    command.environment().putAll(environment());
    command.environment().putAll(Provider.SPARING);
    command.redirectOutput(said.toFile());
    Path errors = Files.createTempFile(WORK, "errors-", ".log");
    command.redirectError(errors.toFile());
    Process process = command.start();
    boolean ended = process.waitFor(WAIT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("terraform %s: %s", String.join(" ", arguments), end(said) + end(errors))
        .isTrue();
    String printed = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    Files.delete(errors);
    return printed;
  }

  @Override
  public void close() {
    provider.ifPresent(Provider::close);
  }

  private Map<String, String> environment() throws IOException {
    Path settings = WORK.resolve("settings.tfrc");
    Files.writeString(settings, "disable_checkpoint = true\n");
    return Map.of(
        "TF_CLI_CONFIG_FILE",
        settings.toString(),
        "TF_IN_AUTOMATION",
        "1",
        "TF_CLI_ARGS",
        "-no-color",
        "TF_REATTACH_PROVIDERS",
        provider.map(Provider::address).orElse(""));
  }

  private static String end(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(file -> !generated(from.relativize(file))).toList()) {
        Path target = to.resolve(from.relativize(path));
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (Files.isRegularFile(path)) {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /// What somebody's own commands have left in the checkout.
  private static boolean generated(Path file) {
    return Stream.of(".terraform", "node_modules", "__pycache__", "tfstate")
        .anyMatch(name -> file.toString().contains(name));
  }
}
