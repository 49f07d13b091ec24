package orders.local.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// Something that holds for every resource of a type.
///
/// @param keeps whether a resource of that plan keeps it
/// @param broken the same plan, in which one resource does not: a rule that cannot fail is none
record Rule(
    String name, String type, BiPredicate<Plan, Plan.Change> keeps, Function<Plan, Plan> broken) {

  static final String BUCKET_ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
  static final String SCAN = "/image_scanning_configuration/0/scan_on_push";
  static final String IMAGE_ENCRYPTION = "/encryption_configuration/0/encryption_type";
  static final String ROLLBACK = "/deployment_circuit_breaker/0/rollback";

  /// A setting has a value.
  static Rule is(String name, String type, String pointer, String value) {
    return new Rule(
        name,
        type,
        (_, one) -> one.after().at(pointer).asText().equals(value),
        plan -> without(plan, type, pointer));
  }

  /// A setting is there, whatever it is.
  static Rule has(String name, String type, String pointer) {
    return new Rule(name, type, (_, one) -> one.has(pointer), plan -> without(plan, type, pointer));
  }

  /// In its module stands something of another type, too.
  static Rule companion(String name, String type, String other) {
    return new Rule(
        name,
        type,
        (plan, one) -> plan.of(other).anyMatch(found -> found.module().equals(one.module())),
        plan -> new Plan(plan.changes().stream().filter(not(other)).toList()));
  }

  /// Addresses of what breaks it.
  List<String> violations(Plan plan) {
    return plan.of(type)
        .filter(one -> !keeps.test(plan, one))
        .map(one -> one.address() + ": " + name)
        .toList();
  }

  private static Predicate<Plan.Change> not(String type) {
    return change -> !change.type().equals(type);
  }

  /// The first of its type gets another value, or none.
  private static Plan without(Plan plan, String type, String pointer) {
    Plan.Change first = plan.of(type).findFirst().orElseThrow();
    var broken =
        new Plan.Change(
            first.address(), type, cut(first.after(), pointer), cut(first.unknown(), pointer));
    return new Plan(
        plan.changes().stream()
            .map(one -> one.address().equals(first.address()) ? broken : one)
            .toList());
  }

  private static JsonNode cut(JsonNode whole, String pointer) {
    JsonNode copy = whole.deepCopy();
    int last = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (parent instanceof ObjectNode object) {
      object.remove(name);
    } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
      array.remove(Integer.parseInt(name));
      if (array.isEmpty()) {
        return cutEmpty(copy, pointer.substring(0, last));
      }
    }
    return copy;
  }

  private static JsonNode cutEmpty(JsonNode copy, String pointer) {
    int last = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, last));
    return parent instanceof ObjectNode object
        ? object.without(pointer.substring(last + 1))
        : TextNode.valueOf("");
  }
}
