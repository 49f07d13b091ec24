package orders.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import orders.codec.Codecs;
import orders.contract.Catalogue;
import orders.contract.FrozenSchemas;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Old logs stay readable. `-Dcorpus=write` adds a log for each story that today writes other
/// bytes than its last log; `-Dgolden=write` agrees to what the logs amount to now.
class CorpusTest {

  private static final MemoryRegistry REGISTRY = new MemoryRegistry();
  private static final Codecs CODECS = codecs();

  static Stream<Story<?, ?, ?>> stories() {
    return Stream.concat(Stories.orders(CODECS).stream(), Stream.of(Stories.stock(CODECS)));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyStoryHasALogOfTodaysBytes(Story<?, ?, ?> story) throws IOException {
    List<FrozenLog> logs = FrozenLog.of(story.name());
    FrozenLog today = today(story, logs.size() + 1);
    boolean known = !logs.isEmpty() && lines(logs.getLast()).equals(lines(today));
    if (!known && "write".equals(System.getProperty("corpus"))) {
      today.write();
      return;
    }
    assertThat(known)
        .as("%s writes other bytes than its last log: run with -Dcorpus=write", story.name())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyLogFoldsToWhatItAlwaysAmountedTo(Story<?, ?, ?> story) throws IOException {
    for (FrozenLog log : FrozenLog.of(story.name())) {
      String folded = fold(story, log);
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(log.folded(), folded);
      }
      assertThat(folded).as(log.toString()).isEqualTo(Files.readString(log.folded()));
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyEventIsWrittenAgainAsTheSameEvent(Story<?, ?, ?> story) {
    for (FrozenLog log : FrozenLog.of(story.name())) {
      writtenAgain(story, log);
    }
  }

  @Test
  void everyVersionOfEveryEventIsInALog() {
    Set<String> shipped = new TreeSet<>();
    for (String topic : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      for (String schema : Catalogue.get().topic(topic).schemas()) {
        for (int version = 1; version <= FrozenSchemas.of(schema).size(); version++) {
          shipped.add(schema + " " + version);
        }
      }
    }
    Set<String> held = new TreeSet<>();
    stories()
        .flatMap(story -> FrozenLog.of(story.name()).stream())
        .flatMap(log -> log.entries().stream())
        .forEach(entry -> held.add(entry.schema() + " " + entry.version()));
    assertThat(held).isEqualTo(shipped);
  }

  private static <C, S, E> FrozenLog today(Story<C, S, E> story, int number) {
    List<FrozenLog.Entry> entries = new ArrayList<>();
    for (E event : story.events()) {
      byte[] value = story.codec().encode(event);
      Schema schema = REGISTRY.byId(WireFormat.schemaId(value)).orElseThrow();
      int version = FrozenSchemas.of(schema.getFullName()).size();
      byte[] body = Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length);
      entries.add(new FrozenLog.Entry(schema.getFullName(), version, body));
    }
    return new FrozenLog(story.name(), number, entries);
  }

  private static <C, S, E> String fold(Story<C, S, E> story, FrozenLog log) {
    return story.folded(
        log.entries().stream().map(entry -> story.codec().decode(value(entry))).toList());
  }

  private static <C, S, E> void writtenAgain(Story<C, S, E> story, FrozenLog log) {
    for (FrozenLog.Entry entry : log.entries()) {
      byte[] old = value(entry);
      E event = story.codec().decode(old);
      byte[] again = story.codec().encode(event);
      assertThat(story.codec().decode(again)).isEqualTo(event);
      if (entry.version() == FrozenSchemas.of(entry.schema()).size()) {
        assertThat(again).isEqualTo(old);
      }
    }
  }

  /// The bytes as they stood on the topic, with the id that the schema has in this registry.
  private static byte[] value(FrozenLog.Entry entry) {
    Schema written = FrozenSchemas.of(entry.schema()).get(entry.version() - 1);
    int id = REGISTRY.find(entry.schema(), written).orElseThrow().id();
    return ByteBuffer.allocate(WireFormat.HEADER_BYTES + entry.body().length)
        .put((byte) 0)
        .putInt(id)
        .put(entry.body())
        .array();
  }

  private static List<String> lines(FrozenLog log) {
    return log.entries().stream()
        .map(e -> e.schema() + " " + e.version() + " " + Arrays.toString(e.body()))
        .toList();
  }

  private static Codecs codecs() {
    return Codecs.over(new WireFormat(REGISTRY));
  }
}
