package orders.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orders.app.Settings;
import orders.contract.SchemaStore;
import orders.contract.Subjects;
import orders.contract.evolution.Breakage;
import orders.contract.evolution.SchemaAudit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares the schemas of this build with what a registry holds, and registers what is missing.
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    subcommands = SchemasServeCommand.class,
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
          "topic, or URLs of a registry with Confluent's API, comma-separated"
              + " (ORDERS_SCHEMA_REGISTRY)")
  private Optional<String> registry = Optional.empty();

  @Option(
      names = "--registry-user-info",
      description = "user:password for it (ORDERS_BASIC_AUTH_USER_INFO)")
  private Optional<String> userInfo = Optional.empty();

  @Override
  public Integer call() {
    Settings settings = settings();
    try (var reached = settings.registry().reach(settings.kafka())) {
      return run(reached.subjects().orElseThrow(SchemasCommand::noneToCompare));
    } catch (SchemaStore.IncompatibleSchema | SchemaStore.InvalidSchema e) {
      throw new Failure(
          ExitCodes.FAILED, "the registry refused: " + e.getMessage(), "orders schemas check");
    }
  }

  private Settings settings() {
    Map<String, String> flags = new HashMap<>();
    registry.ifPresent(text -> flags.put("schema.registry", text));
    userInfo.ifPresent(text -> flags.put("basic.auth.user.info", text));
    try {
      return kafka.settings(flags);
    } catch (IllegalArgumentException e) {
      if (registry.isPresent()) {
        throw new Failure(ExitCodes.USAGE, String.valueOf(e.getMessage()), "check --registry");
      }
      throw e;
    }
  }

  /// What is asked for cannot be listed there, and does not have to be.
  private static Failure noneToCompare() {
    return new Failure(
        ExitCodes.USAGE,
        "AWS Glue compares every version by itself (FULL_ALL) when a start registers it",
        "--registry with topic or a URL compares with another registry");
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
        "%-8s %-52s %d held, %d missing, %s%s%s%n",
        state,
        finding.subject(),
        finding.held(),
        finding.missing(),
        finding.level(),
        finding.overtaken() == 0
            ? ""
            : ", " + finding.overtaken() + " stay out: a later version is there already",
        state.equals("REGISTER") ? "  → orders schemas register" : "");
    finding.breakages().forEach(breakage -> System.out.println("  " + breakage));
  }
}
