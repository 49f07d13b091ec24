package orders.torture.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import orders.http.CommandResponses;
import orders.torture.history.Operation;
import orders.torture.history.Operation.Kind;
import orders.torture.history.Operation.Result;

/// All the requests that stand for one command: the first one, its retries, and those that used its
/// key for something else.
///
/// @param command its id, derived here as it is documented, whatever the answers say
/// @param subject the order or SKU that it is for
/// @param all in the order in which they began
record Attempts(String command, Kind kind, String subject, List<Operation> all) {

  /// Groups what clients asked for, leaving their reads out.
  static Map<String, Attempts> of(List<Operation> operations) {
    Map<String, Attempts> attempts = new TreeMap<>();
    operations.stream()
        .filter(operation -> operation.kind() != Kind.READ)
        .sorted(java.util.Comparator.comparingLong(Operation::start))
        .forEach(
            operation ->
                attempts
                    .computeIfAbsent(command(operation), id -> none(id, operation))
                    .all()
                    .add(operation));
    return attempts;
  }

  private static Attempts none(String command, Operation first) {
    return new Attempts(command, first.kind(), subject(first), new ArrayList<>());
  }

  /// The order that a key creates is known before anybody answered.
  static String subject(Operation operation) {
    return operation.kind() == Kind.PLACE
        ? CommandResponses.created(operation.key())
        : operation.subject();
  }

  private static String command(Operation operation) {
    UUID id =
        CommandResponses.commandId(route(operation.kind()), subject(operation), operation.key());
    return id.toString();
  }

  private static String route(Kind kind) {
    return switch (kind) {
      case LIST_PRODUCT -> "ListProduct";
      case RECEIVE -> "ReceiveStock";
      case PLACE -> "PlaceOrder";
      case CANCEL -> "CancelOrder";
      case RETURN -> "ReturnOrder";
      case READ -> throw new IllegalArgumentException("a read is no command");
    };
  }

  /// Whether the subject is an order, rather than a SKU.
  boolean ofOrder() {
    return switch (kind) {
      case PLACE, CANCEL, RETURN -> true;
      case LIST_PRODUCT, RECEIVE, READ -> false;
    };
  }

  Stream<Operation> with(Result result) {
    return all.stream().filter(operation -> operation.result() == result);
  }

  boolean acknowledged() {
    return with(Result.OK).findAny().isPresent();
  }

  boolean unknown() {
    return !acknowledged() && with(Result.UNKNOWN).findAny().isPresent();
  }

  boolean refused() {
    return with(Result.REFUSED).count() == all.size();
  }

  /// Before this it was not done.
  long start() {
    return all.getFirst().start();
  }

  /// From then on it is known to be done; [Long#MAX_VALUE] when nobody was told so.
  long done() {
    return with(Result.OK).mapToLong(Operation::end).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "%s of %s (command %s)".formatted(kind, subject, command);
  }
}
