package orders.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows under headings; what is nested is counted, not shown.
final class Table {

  private Table() {}

  static String of(JsonNode body) {
    List<JsonNode> rows = new ArrayList<>();
    if (body.has("items")) {
      body.get("items").forEach(rows::add);
    } else {
      rows.add(body);
    }
    if (rows.isEmpty()) {
      return "nothing found\n";
    }
    List<String> names = new ArrayList<>();
    rows.getFirst().fieldNames().forEachRemaining(names::add);
    names.remove("origin");
    List<List<String>> cells = new ArrayList<>();
    cells.add(names.stream().map(Table::heading).toList());
    rows.forEach(row -> cells.add(names.stream().map(name -> cell(row.path(name))).toList()));
    return cells.stream()
        .map(line -> line(line, cells))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> line, List<List<String>> all) {
    var text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int column = i;
      int width = all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
    }
    return text.toString().stripTrailing();
  }

  private static String heading(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1-$2").toUpperCase(java.util.Locale.ROOT);
  }

  private static String cell(JsonNode value) {
    if (value.isArray()) {
      return Integer.toString(value.size());
    }
    return value.isObject() ? "{…}" : value.asText();
  }
}
