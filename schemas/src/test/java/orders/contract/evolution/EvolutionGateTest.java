package orders.contract.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EvolutionGateTest {

  private static final String A = "{\"name\":\"a\",\"type\":\"int\"}";
  private static final String B = "{\"name\":\"b\",\"type\":\"int\",\"default\":0}";

  @Test
  void aFieldMayComeAndGoWithADefault() {
    assertThat(check(of(A, B), of(A))).isEmpty();
    assertThat(check(of(A), of(A, B))).isEmpty();
  }

  @Test
  void aFieldMayBeRenamedByAliasWhenItHadADefault() {
    String renamed = "{\"name\":\"c\",\"aliases\":[\"b\"],\"type\":\"int\",\"default\":0}";
    assertThat(check(of(A, renamed), of(A, B))).isEmpty();
    String first = "{\"name\":\"c\",\"aliases\":[\"a\"],\"type\":\"int\"}";
    assertThat(check(of(first), of(A)))
        .containsExactly(
            "T field a: the old schema cannot read new records: it has no default, and no alias"
                + " finds it there (version 1)");
  }

  @Test
  void anAliasThatMeetsTwoFieldsIsABreakage() {
    String alias = "{\"name\":\"a\",\"aliases\":[\"b\"],\"type\":\"int\",\"default\":0}";
    assertThat(check(of(alias), of(A, B)))
        .singleElement()
        .asString()
        .startsWith("T: the new schema cannot read old records: ")
        .contains("multiple fields");
  }

  @Test
  void aFieldWithoutDefaultIsNamedForTheReaderThatMissesIt() {
    assertThat(check(of(A, "{\"name\":\"d\",\"type\":\"string\"}"), of(A), of(A, B)))
        .containsExactly(
            "T field d: the new schema cannot read old records: it has no default, and no alias"
                + " finds it there (version 1)",
            "T field d: the new schema cannot read old records: it has no default, and no alias"
                + " finds it there (version 2)");
  }

  @Test
  void aFieldInsideIsNamedByItsPath() {
    assertThat(check(of(lines("long")), of(lines("int"))))
        .singleElement()
        .asString()
        .startsWith("T field lines[].price: the old schema cannot read new records: another type");
    assertThat(check(of(optional("long")), of(optional("int"))))
        .singleElement()
        .asString()
        .startsWith("T field note: the old schema cannot read new records: a type that the union");
  }

  @Test
  void aSymbolMayBeAddedWhenTheEnumHasADefault() {
    String open = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[%s],\"default\":\"X\"}";
    String shut = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[%s]}";
    assertThat(check(of(field(open, "\"X\",\"Y\"")), of(field(open, "\"X\"")))).isEmpty();
    assertThat(check(of(field(shut, "\"X\",\"Y\"")), of(field(shut, "\"X\""))))
        .singleElement()
        .asString()
        .startsWith("T field e: the old schema cannot read new records: unknown symbols");
  }

  @Test
  void aUnitStaysWhatItIs() {
    assertThat(check(of(time("timestamp-millis")), of(time("timestamp-micros"))))
        .containsExactly(
            "T field at: logical type timestamp-millis, not timestamp-micros (version 1)");
  }

  @Test
  void anotherNameIsAnotherRecord() {
    Schema other = new Schema.Parser().parse(of(A).toString().replace("\"T\"", "\"U\""));
    assertThat(check(other, of(A)))
        .isNotEmpty()
        .allMatch(text -> text.startsWith("T: ") && text.contains("another name"));
  }

  private static List<String> check(Schema next, Schema... earlier) {
    return EvolutionGate.check("T", next, List.of(earlier)).stream()
        .map(Breakage::toString)
        .toList();
  }

  private static Schema of(String... fields) {
    return FrozenSchemasTest.record(String.join(",", fields));
  }

  private static String lines(String type) {
    return """
    {"name":"lines","type":{"type":"array","items":{"type":"record","name":"L","fields":[
      {"name":"price","type":"%s"}]}}}
    """
        .formatted(type);
  }

  private static String optional(String type) {
    return "{\"name\":\"note\",\"type\":[\"null\",\"%s\"],\"default\":null}".formatted(type);
  }

  private static String field(String type, String symbols) {
    return "{\"name\":\"e\",\"type\":" + type.formatted(symbols) + "}";
  }

  private static String time(String unit) {
    return "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"%s\"}}".formatted(unit);
  }
}
