package orders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.RegisteredSchema;
import orders.contract.registry.Registry;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledSchemasTest {

  private static final SchemaIds<Integer> IDS = BundledSchemas.register(new MemoryRegistry());
  private static final long SEED = 2026;

  static List<Schema> all() {
    return List.copyOf(BundledSchemas.all().values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void randomRecordsComeBack(Schema schema) {
    RandomRecords records = new RandomRecords(new SplittableRandom(SEED));
    AvroEncoder<SpecificRecord> encoder = new AvroEncoder<>(IDS);
    var decoder = decoder(schema);
    for (int i = 0; i < 100; i++) {
      SpecificRecord record = records.record(schema);
      byte[] value = encoder.encode(record);
      assertThat(decoder.decode(value)).isEqualTo(record).isNotSameAs(record);
      assertThat(encoder.encode(decoder.decode(value))).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRecordAndFieldIsDocumentedAndReadableByAnyVersion(Schema schema) {
    assertThat(schema.getDoc()).isNotBlank();
    for (Schema.Field field : schema.getFields()) {
      assertThat(field.doc()).as(field.name()).isNotBlank();
      if (field.schema().isNullable()) {
        assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
      }
      nested(field.schema())
          .filter(type -> type.getType() == Schema.Type.ENUM)
          .forEach(type -> assertThat(type.getEnumDefault()).isEqualTo("UNRECOGNISED"));
    }
  }

  @Test
  void everySchemaFileIsCarriedSomewhere() throws IOException {
    Set<String> used = new TreeSet<>();
    all().forEach(schema -> nested(schema).forEach(type -> used.add(type.getFullName())));
    assertThat(used).isEqualTo(files());
  }

  @Test
  void manyThreadsReadAndWriteWithOneEncoderAndDecoder() {
    List<Schema> schemas = all();
    AvroEncoder<SpecificRecord> encoder = new AvroEncoder<>(IDS);
    AvroDecoder<SpecificRecord> decoder = new AvroDecoder<>(IDS, BundledSchemas.types());
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            i -> {
              RandomRecords records = new RandomRecords(new SplittableRandom(i));
              SpecificRecord record = records.record(schemas.get(i % schemas.size()));
              assertThat(decoder.decode(encoder.encode(record))).isEqualTo(record);
            });
  }

  @Test
  void everyRegistryGivesTheVersionsTheirOwnNumbers() {
    Registry registry = new MemoryRegistry();
    BundledSchemas.register(registry);
    BundledSchemas.history()
        .forEach((name, versions) -> assertThat(held(registry, name)).isEqualTo(versions));
    assertThat(BundledSchemas.history()).anySatisfy((_, all) -> assertThat(all).hasSize(2));
  }

  @Test
  void anEarlierVersionNeverComesBehindALaterOne() {
    BundledSchemas.history()
        .forEach(
            (name, versions) -> {
              for (int from = 1; from < versions.size(); from++) {
                Registry registry = new MemoryRegistry();
                int last = registry.register(name, versions.get(from));
                SchemaIds<Integer> ids = BundledSchemas.register(registry);
                assertThat(held(registry, name)).isEqualTo(versions.subList(from, versions.size()));
                assertThat(ids.id(versions.getLast())).isGreaterThanOrEqualTo(last);
              }
            });
  }

  private static List<Schema> held(Registry registry, String name) {
    return registry.versions(name).stream().map(RegisteredSchema::schema).toList();
  }

  private static AvroDecoder<SpecificRecord> decoder(Schema schema) {
    return new AvroDecoder<>(IDS, List.of(BundledSchemas.type(schema.getFullName())));
  }

  private static Stream<Schema> nested(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          Stream.concat(
              Stream.of(schema),
              schema.getFields().stream().flatMap(field -> nested(field.schema())));
      case ARRAY -> nested(schema.getElementType());
      case UNION -> schema.getTypes().stream().flatMap(BundledSchemasTest::nested);
      case ENUM, FIXED -> Stream.of(schema);
      default -> Stream.empty();
    };
  }

  private static Set<String> files() throws IOException {
    Path root = Path.of("src/main/avro");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .map(file -> file.replace(".avsc", "").replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
