package orders.contract.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import orders.contract.BundledSchemas;
import orders.contract.order.event.LineReserved;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class LogRecordsTest {

  private static final Schema INT = Schema.create(Schema.Type.INT);

  @Test
  void recordsAreLaidOutAsConfluentDoes() {
    var version = new RegistryChange.Registered(new RegisteredSchema("s", 2, 7, INT));
    assertThat(text(LogRecords.key(version)))
        .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":2,\"magic\":1}");
    assertThat(text(LogRecords.value(version)))
        .isEqualTo(
            "{\"subject\":\"s\",\"version\":2,\"id\":7,\"schema\":\"\\\"int\\\"\","
                + "\"deleted\":false}");
    var level = new RegistryChange.LevelSet(Optional.empty(), Level.FULL);
    assertThat(text(LogRecords.key(level)))
        .isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
    assertThat(text(LogRecords.value(level))).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    var mode = new RegistryChange.ModeSet(Optional.of("s"), Mode.READONLY);
    assertThat(text(LogRecords.key(mode)))
        .isEqualTo("{\"keytype\":\"MODE\",\"subject\":\"s\",\"magic\":0}");
    assertThat(text(LogRecords.value(mode))).isEqualTo("{\"mode\":\"READONLY\"}");
  }

  @Test
  void changesComeBack() {
    List<RegistryChange> changes =
        List.of(
            new RegistryChange.Registered(
                new RegisteredSchema("s", 1, 3, LineReserved.getClassSchema())),
            new RegistryChange.LevelSet(Optional.empty(), Level.NONE),
            new RegistryChange.LevelSet(Optional.of("s"), Level.FORWARD),
            new RegistryChange.ModeSet(Optional.of("s"), Mode.READONLY));
    SchemaBook book = new SchemaBook();
    for (RegistryChange change : changes) {
      assertThat(LogRecords.read(book, 0, LogRecords.key(change), LogRecords.value(change)))
          .contains(change);
    }
  }

  @Test
  void whatOthersEndIsForgottenAsIfReadFromTheBeginning() {
    var changes =
        List.of(
            new RegistryChange.Registered(new RegisteredSchema("s", 1, 1, INT)),
            new RegistryChange.LevelSet(Optional.of("s"), Level.NONE),
            new RegistryChange.ModeSet(Optional.empty(), Mode.READONLY));
    SchemaBook book = new SchemaBook();
    changes.forEach(book::apply);
    LogRecords.forget(book, 0, "no key of a registry".getBytes(StandardCharsets.UTF_8));
    assertThat(book.subjects()).containsExactly("s");
    changes.forEach(change -> LogRecords.forget(book, 0, LogRecords.key(change)));
    assertThat(book.subjects()).isEmpty();
    assertThat(book.hasLevel("s")).isFalse();
    assertThat(book.mode(Optional.empty())).isEmpty();
    assertThat(book.byId(1)).contains(INT);
  }

  @Test
  void aSchemaThatRefersToAnotherComesBackWhole() {
    SchemaBook book = new SchemaBook();
    Schema part = Schema.createFixed("x.Part", null, null, 2);
    book.apply(new RegistryChange.Registered(new RegisteredSchema("parts", 1, 1, part)));
    var uses = List.of(new SchemaReference("x.Part", "parts", 1));
    Definition whole =
        Definition.parse(
            "{\"type\":\"array\",\"items\":\"x.Part\"}",
            uses,
            used -> book.version(used.subject(), used.version()).map(RegisteredSchema::definition));
    var change = new RegistryChange.Registered(new RegisteredSchema("s", 1, 2, whole));
    assertThat(text(LogRecords.value(change)))
        .contains("\"references\":[{\"name\":\"x.Part\",\"subject\":\"parts\",\"version\":1}]")
        .contains("\\\"items\\\":\\\"x.Part\\\"");
    assertThat(LogRecords.read(book, 0, LogRecords.key(change), LogRecords.value(change)))
        .contains(change);
    assertThat(whole.schema()).isEqualTo(Schema.createArray(part));
  }

  @Test
  void whatIsNotOursIsPassedOver() {
    assertThat(read("{\"keytype\":\"NOOP\",\"magic\":0}", "{}")).isEmpty();
    assertThat(read("nonsense", "{}")).isEmpty();
    assertThat(read("{\"keytype\":\"SCHEMA\"}", "{\"subject\":\"s\"}")).isEmpty();
    assertThat(
            read(
                "{\"keytype\":\"SCHEMA\"}",
                "{\"subject\":\"s\",\"version\":1,\"id\":1,\"schema\":\"\\\"no\\\"\"}"))
        .isEmpty();
    assertThat(read("{\"keytype\":\"CONFIG\"}", "{\"compatibilityLevel\":\"SOME\"}")).isEmpty();
  }

  @Test
  void aBookReadFromTheLogKnowsWhatTheWriterKnew() {
    SchemaBook writer = new SchemaBook();
    SchemaBook reader = new SchemaBook();
    List<SchemaBook.Wanted> wanted =
        BundledSchemas.all().values().stream()
            .map(schema -> new SchemaBook.Wanted(schema.getFullName(), Definition.of(schema)))
            .toList();
    for (RegistryChange change : writer.missing(wanted)) {
      writer.apply(change);
      byte[] key = LogRecords.key(change);
      LogRecords.read(reader, 0, key, LogRecords.value(change)).ifPresent(reader::apply);
      LogRecords.read(reader, 0, key, LogRecords.value(change)).ifPresent(reader::apply);
    }
    assertThat(reader.missing(wanted)).isEmpty();
    assertThat(reader.subjects()).hasSameSizeAs(wanted).isEqualTo(writer.subjects());
    assertThat(reader.versions("orders.contract.row.Invoice"))
        .isEqualTo(writer.versions("orders.contract.row.Invoice"))
        .hasSize(1);
  }

  private static Optional<RegistryChange> read(String key, String value) {
    return LogRecords.read(
        new SchemaBook(),
        0,
        key.getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
