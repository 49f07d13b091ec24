package orders.cli;

import java.io.PrintWriter;
import java.net.BindException;
import java.net.ConnectException;
import orders.archive.ArchiveFiles;
import orders.archive.BrokenArchive;
import orders.contract.SchemaStore;
import orders.kafka.BrokerUnreachable;
import orders.kafka.StartupGuard;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Turns a failure into one line, a hint and an exit code; a stack trace only with `-vv`.
final class Failures implements IExecutionExceptionHandler {

  private static final int CAUSES_MAX = 20;

  /// As Linux and RocksDB say it.
  private static final String DISK_FULL = "No space left on device";

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    Failure said = said(failure);
    PrintWriter err = line.getErr();
    err.println("orders: " + said.getMessage());
    if (!said.hint().isEmpty()) {
      err.println("  hint: " + said.hint());
    }
    if (line.getCommandSpec().root().userObject() instanceof Main main && main.verbose()) {
      failure.printStackTrace(err);
    }
    return said.exitCode();
  }

  static int usage(ParameterException failure, String[] arguments) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("orders: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("  hint: " + failure.getCommandLine().getCommandName() + " --help");
    return ExitCodes.USAGE;
  }

  static Failure said(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Failure known = known(cause);
      if (known != null) {
        return known;
      }
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String root = String.valueOf(root(failure).getMessage());
    return new Failure(
        ExitCodes.FAILED,
        message.contains(root) || root.equals("null") ? message : message + ": " + root,
        root.contains(DISK_FULL)
            ? "make room there; ORDERS_STATE_DIR says where state is kept"
            : "run it again with -vv for the stack trace");
  }

  /// Libraries say what they were about, and what stopped them only in the last cause.
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < CAUSES_MAX; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static @org.jspecify.annotations.Nullable Failure known(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case Failure said -> said;
      case SchemaStore.Unavailable silent -> registry(silent, message);
      case SchemaStore.IncompatibleSchema _ ->
          new Failure(ExitCodes.CONFLICT, message, "the registry holds schemas of another history");
      case SchemaStore.MissingSchema _ ->
          new Failure(ExitCodes.BAD_CONFIGURATION, message, "orders schemas register");
      case StartupGuard.Refused _ -> new Failure(ExitCodes.BAD_CONFIGURATION, message, "");
      case BrokerUnreachable _ -> unreachable(message);
      case TimeoutException _ -> unreachable("the broker does not answer: " + message);
      case ConnectException _ ->
          new Failure(
              ExitCodes.UNREACHABLE, "nothing answers at that address", "is orders running?");
      case AuthenticationException _ ->
          new Failure(ExitCodes.DENIED, "the broker does not know us: " + message, "");
      case AuthorizationException _ ->
          new Failure(ExitCodes.DENIED, "the broker denies it: " + message, "");
      case SecurityDisabledException _ ->
          new Failure(
              ExitCodes.BAD_CONFIGURATION,
              "the cluster has no access control",
              "set authorizer.class.name on its brokers");
      case ProducerFencedException _ ->
          new Failure(ExitCodes.CONFLICT, "somebody else does this right now", "try it again");
      case BindException _ ->
          new Failure(
              ExitCodes.BAD_CONFIGURATION, "a port is in use: " + message, "choose another port");
      case BrokenArchive _ -> new Failure(ExitCodes.CONFLICT, message, "take another copy of it");
      case ArchiveFiles.Unreachable _ -> new Failure(ExitCodes.UNREACHABLE, message, "");
      case IllegalArgumentException _ -> new Failure(ExitCodes.BAD_CONFIGURATION, message, "");
      default -> null;
    };
  }

  /// Our own is a topic: it is away when its broker is.
  private static Failure registry(SchemaStore.Unavailable silent, String message) {
    Failure broker = silent.getCause() instanceof ApiException said ? known(said) : null;
    if (broker != null) {
      return broker;
    }
    int status = silent.status();
    return new Failure(
        status == 401 || status == 403 ? ExitCodes.DENIED : ExitCodes.UNREACHABLE,
        "the schema registry: " + message,
        "check ORDERS_SCHEMA_REGISTRY and what it names");
  }

  private static Failure unreachable(String message) {
    return new Failure(
        ExitCodes.UNREACHABLE, message, "check ORDERS_KAFKA_BOOTSTRAP or --config-file");
  }
}
