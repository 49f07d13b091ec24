package orders.cli;

import picocli.CommandLine.Command;

/// What could not be processed.
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "List dead letters, look into one, put one back where it came from, discard one.",
    subcommands = {
      DlqLsCommand.class,
      DlqShowCommand.class,
      DlqRetryCommand.class,
      DlqDiscardCommand.class
    })
final class DlqCommand {}
