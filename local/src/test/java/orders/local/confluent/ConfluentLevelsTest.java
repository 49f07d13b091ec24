package orders.local.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import orders.contract.registry.Level;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/// Whether a schema is taken is decided as Confluent's own code decides it: sixteen schemas, as the
/// next one after every two of them, under every level.
class ConfluentLevelsTest {

  private static final String PACKAGE = "io.confluent.kafka.schemaregistry.";

  private static final List<Schema> SCHEMAS =
      List.of(
          record(""),
          record("{'name':'a','type':'int'}"),
          record("{'name':'a','type':'int','default':0}"),
          record("{'name':'a','type':'long'}"),
          record("{'name':'a','type':'string'}"),
          record("{'name':'a','type':['null','int'],'default':null}"),
          record("{'name':'a','type':['int','string']}"),
          record("{'name':'a','type':'int'},{'name':'b','type':'int'}"),
          record("{'name':'a','type':'int'},{'name':'b','type':'int','default':0}"),
          record("{'name':'b','type':'int','aliases':['a']}"),
          record("{'name':'a','type':{'type':'array','items':'int'}}"),
          record("{'name':'a','type':{'type':'enum','name':'E','symbols':['X']}}"),
          record("{'name':'a','type':{'type':'enum','name':'E','symbols':['X','Y']}}"),
          record(
              "{'name':'a','type':{'type':'enum','name':'E','symbols':['X','Y'],'default':'X'}}"),
          record("{'name':'a','type':{'type':'fixed','name':'F','size':2}}"),
          new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}"));

  @Test
  void every_decision_is_the_same() throws Exception {
    int decisions = 0;
    List<String> different = new ArrayList<>();
    for (Level level : Level.values()) {
      for (Schema next : SCHEMAS) {
        for (Schema first : SCHEMAS) {
          for (Schema second : SCHEMAS) {
            boolean ours = level.conflicts(next, List.of(first, second)).isEmpty();
            if (ours != confluents(level, next, List.of(first, second))) {
              different.add(level + ": " + next + " after " + first + ", " + second);
            }
            decisions++;
          }
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(decisions).isEqualTo(7 * 16 * 16 * 16);
  }

  private static boolean confluents(Level level, Schema next, List<Schema> earlier)
      throws Exception {
    List<Object> holders = new ArrayList<>();
    for (Schema schema : earlier) {
      holders.add(
          Class.forName(PACKAGE + "SimpleParsedSchemaHolder")
              .getConstructor(Class.forName(PACKAGE + "ParsedSchema"))
              .newInstance(parsed(schema)));
    }
    Class<?> levels = Class.forName(PACKAGE + "CompatibilityLevel");
    Object theirs = levels.getMethod("valueOf", String.class).invoke(null, level.name());
    Method isCompatible =
        Class.forName(PACKAGE + "ParsedSchema").getMethod("isCompatible", levels, List.class);
    return ((List<?>) isCompatible.invoke(parsed(next), theirs, holders)).isEmpty();
  }

  private static Object parsed(Schema schema) throws Exception {
    return Class.forName(PACKAGE + "avro.AvroSchema")
        .getConstructor(Schema.class)
        .newInstance(schema);
  }

  private static Schema record(String fields) {
    String text = "{'type':'record','name':'T','fields':[" + fields + "]}";
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }
}
