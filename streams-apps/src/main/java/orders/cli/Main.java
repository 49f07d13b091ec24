package orders.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `orders`: starts the system, and talks to one that runs.
@Command(
    name = "orders",
    mixinStandardHelpOptions = true,
    version = "orders 0.1.0 (Kafka 4.3.1)",
    description = "An event-sourced order backend on Apache Kafka and Amazon MSK.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      GetCommand.class,
      ExplainCommand.class,
      OrderCommands.class,
      EventsCommand.class,
      TopicsCommand.class,
      AclsCommand.class,
      SchemasCommand.class,
      DlqCommand.class,
      DoctorCommand.class,
      HealthCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      ArchiveCommand.class,
      RestoreCommand.class,
      GroupCommand.class,
      TransactionsCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {

  @Option(names = "-vv", scope = CommandLine.ScopeType.INHERIT, description = "show stack traces")
  private boolean verbose;

  private Main() {}

  boolean verbose() {
    return verbose;
  }

  /// A command that another module brings along, such as `dev` or `bench`.
  public interface Extra {}

  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /// The command line, with what other modules add.
  public static CommandLine line() {
    var line = new CommandLine(new Main());
    ServiceLoader.load(Extra.class).forEach(line::addSubcommand);
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(Failures::usage);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
