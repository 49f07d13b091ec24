package orders.cli;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.contract.RegistryClient;
import orders.contract.SchemaStore;
import orders.contract.Subjects;
import orders.contract.evolution.Breakage;
import orders.contract.evolution.SchemaAudit;
import orders.contract.registry.RegistrySubjects;
import orders.contract.registry.SchemaLog;
import orders.registry.RegistryUrls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares the schemas of this build with what a registry holds, and registers what is missing.
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the schemas of this build with a registry: every version must read every other.",
      "register adds what is missing and has the registry mind that rule; with a breakage it adds"
          + " nothing."
    })
final class SchemasCommand implements Callable<Integer> {

  enum Action {
    CHECK,
    REGISTER
  }

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(description = "check or register")
  private Action action = Action.CHECK;

  @Option(
      names = "--registry",
      description =
          "URLs of a registry with Confluent's API, comma-separated (ORDERS_REGISTRY_URL); without,"
              + " the one in the cluster's own topic")
  private Optional<String> registry = Optional.empty();

  @Option(
      names = "--registry-user-info",
      description = "user:password for it (ORDERS_REGISTRY_USER_INFO)")
  private Optional<String> userInfo = Optional.empty();

  @Override
  public Integer call() {
    Optional<String> urls = registry.or(() -> setting("ORDERS_REGISTRY_URL"));
    try {
      return urls.isPresent() ? remote(urls.get()) : own();
    } catch (SchemaStore.Unavailable e) {
      throw new Failure(
          ExitCodes.UNREACHABLE, String.valueOf(e.getMessage()), "check --registry or --bootstrap");
    } catch (SchemaStore.IncompatibleSchema | SchemaStore.InvalidSchema e) {
      throw new Failure(
          ExitCodes.FAILED, "the registry refused: " + e.getMessage(), "orders schemas check");
    }
  }

  private int remote(String urls) {
    List<URI> uris = uris(urls);
    Optional<String> user = userInfo.or(() -> setting("ORDERS_REGISTRY_USER_INFO"));
    try (var client = new RegistryClient(uris, user)) {
      return run(client);
    }
  }

  private static List<URI> uris(String urls) {
    try {
      return RegistryUrls.read("--registry", urls);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCodes.USAGE, String.valueOf(e.getMessage()), "check --registry");
    }
  }

  private int own() {
    try (var log = new SchemaLog(kafka.settings(Map.of()).kafka().common())) {
      return run(new RegistrySubjects(log));
    }
  }

  private int run(Subjects subjects) {
    var audit = SchemaAudit.bundled(subjects);
    List<SchemaAudit.Finding> findings = audit.check();
    List<Breakage> breakages = findings.stream().flatMap(f -> f.breakages().stream()).toList();
    if (action == Action.REGISTER && breakages.isEmpty()) {
      audit.register(findings);
      findings = audit.check();
    }
    findings.forEach(SchemasCommand::print);
    return breakages.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static void print(SchemaAudit.Finding finding) {
    String state =
        !finding.breakages().isEmpty() ? "BREAKS" : finding.complete() ? "OK" : "REGISTER";
    System.out.printf(
        "%-8s %-52s %d held, %d missing, %s%s%n",
        state,
        finding.subject(),
        finding.held(),
        finding.missing(),
        finding.level(),
        state.equals("REGISTER") ? "  → orders schemas register" : "");
    finding.breakages().forEach(breakage -> System.out.println("  " + breakage));
  }

  private static Optional<String> setting(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isBlank());
  }
}
