package orders.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every row there is, as it is read, but for the offsets, which are of a cluster. Where there is
/// none, that there is none.
final class EveryRow {

  private EveryRow() {}

  /// @return by path
  static Map<String, JsonNode> of(
      Market shop, List<String> orders, List<String> customers, List<String> skus) {
    List<String> paths = new ArrayList<>(List.of("/v1/revenue", "/v1/stock"));
    orders.forEach(
        order -> {
          paths.add("/v1/orders/" + order);
          paths.add("/v1/invoices/" + order);
          paths.add("/v1/shipments/" + order);
        });
    customers.forEach(customer -> paths.add("/v1/customers/" + customer + "/account"));
    skus.forEach(sku -> paths.add("/v1/stock/" + sku + "/movements?limit=100"));
    Map<String, JsonNode> rows = new TreeMap<>();
    paths.forEach(path -> rows.put(path, lasting(shop.json(path))));
    return rows;
  }

  private static JsonNode lasting(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("offset");
      object.remove("requestId");
    }
    node.forEach(EveryRow::lasting);
    return node;
  }
}
