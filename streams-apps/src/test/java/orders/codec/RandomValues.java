package orders.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orders.engine.Entry;
import orders.engine.Outcome;
import orders.engine.Remembered;

/// Domain values with random contents, the same for the same seed: whatever their types allow, also
/// what no history leads to.
final class RandomValues {

  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  <T> T any(Class<T> type) {
    return type.cast(value(type));
  }

  /// An entry as an aggregate keeps it: all its outcomes are of one aggregate in one partition.
  <S> Entry<S> entry(Class<S> state) {
    String id = text();
    int partition = random.nextInt(64);
    List<Remembered> recent =
        IntStream.range(0, random.nextInt(5)).mapToObj(_ -> remembered(id, partition)).toList();
    return new Entry<>(random.nextLong(1L << 40), recent, any(state));
  }

  private Remembered remembered(String id, int partition) {
    Outcome some = any(Outcome.class);
    String commandId = new UUID(random.nextLong(), random.nextLong()).toString();
    Outcome outcome =
        new Outcome(
            commandId,
            id,
            some.version(),
            some.events(),
            some.kind(),
            some.code(),
            some.detail(),
            some.allowed(),
            some.at(),
            partition,
            some.position());
    return new Remembered(commandId, fingerprint(), outcome);
  }

  /// As the gateway makes them, none at all, and those of other senders.
  private String fingerprint() {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> text();
      case 2 -> "%016X".formatted(random.nextLong());
      default -> "%016x".formatted(random.nextLong() >>> random.nextInt(64));
    };
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value(element));
      }
      Stream<Object> some = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> value(element));
      return generic.getRawType() == Set.class ? some.collect(Collectors.toSet()) : some.toList();
    }
    return value((Class<?>) type);
  }

  private Object value(Class<?> type) {
    if (type.isSealed()) {
      return value(one(type.getPermittedSubclasses()));
    }
    if (type.isEnum()) {
      return one(type.getEnumConstants());
    }
    if (type.isRecord()) {
      return record(type);
    }
    return switch (type.getSimpleName()) {
      case "String" -> text();
      case "int" -> random.nextInt() >> random.nextInt(32);
      case "long", "Long" -> random.nextLong() >> random.nextInt(64);
      case "boolean" -> random.nextBoolean();
      case "Instant" -> Instant.EPOCH.plus(random.nextLong(1L << 52), ChronoUnit.MICROS);
      case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(40_000));
      default -> throw new IllegalArgumentException("no random " + type);
    };
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = Arrays.stream(components).map(c -> value(c.getGenericType())).toArray();
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no canonical constructor of " + type, e);
    }
  }

  private String text() {
    String letters = "abcXYZ019 |~äß€日\"\\\n";
    return random
        .ints(random.nextInt(30), 0, letters.length())
        .mapToObj(i -> letters.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
