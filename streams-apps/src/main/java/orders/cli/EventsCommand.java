package orders.cli;

import picocli.CommandLine.Command;

/// What happened.
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Follow the events of orders and stock.",
    subcommands = EventsTailCommand.class)
final class EventsCommand {}
