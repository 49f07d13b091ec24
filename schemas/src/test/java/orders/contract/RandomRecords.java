package orders.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Generated records with random contents, the same for the same seed.
final class RandomRecords {

  private static final String LETTERS = "abcXYZ019 äß€日\uD83D\uDE00\"\\\n";

  private final RandomGenerator random;

  RandomRecords(RandomGenerator random) {
    this.random = random;
  }

  SpecificRecord record(Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema()));
    }
    return record;
  }

  private @Nullable Object value(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT ->
          schema.getLogicalType() == null
              ? (Object) random.nextInt()
              : LocalDate.ofEpochDay(random.nextInt(40_000));
      case LONG -> number(schema.getLogicalType());
      case STRING -> text();
      case ENUM -> SpecificData.get().createEnum(any(schema.getEnumSymbols()), schema);
      case FIXED -> SpecificData.get().createFixed(null, bytes(schema.getFixedSize()), schema);
      case ARRAY ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(_ -> value(schema.getElementType()))
              .toList();
      case UNION -> value(any(schema.getTypes()));
      case RECORD -> record(schema);
      case MAP, BYTES, FLOAT, DOUBLE ->
          throw new IllegalArgumentException("no schema of ours has a " + schema.getType());
    };
  }

  private Object number(@Nullable LogicalType logical) {
    return logical instanceof LogicalTypes.TimestampMicros
        ? Instant.EPOCH.plus(random.nextLong(1L << 52), ChronoUnit.MICROS)
        : (Object) (random.nextLong() >> random.nextInt(64));
  }

  private String text() {
    int[] letters = LETTERS.codePoints().toArray();
    return random
        .ints(random.nextInt(40), 0, letters.length)
        .collect(
            StringBuilder::new,
            (text, i) -> text.appendCodePoint(letters[i]),
            StringBuilder::append)
        .toString();
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
