package orders.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// State on the disk that was closed well, and damaged afterwards.
class DiskStoreTest {

  private static final String NAME = "rows";
  private static final TopicPartition CHANGELOG = new TopicPartition("app-rows-changelog", 0);
  private static final int ROWS = 20_000;

  @TempDir private Path directory;

  /// What may happen to a file.
  enum Damage {
    NO_TABLE(".sst", 0),
    SHORT_TABLE(".sst", 2),
    SHORT_CURRENT("CURRENT", 2),
    SHORT_MANIFEST("MANIFEST", 2),
    NO_MANIFEST("MANIFEST", 0);

    private final String file;
    private final int left;

    Damage(String file, int left) {
      this.file = file;
      this.left = left;
    }
  }

  @Test
  void state_that_is_whole_is_there_again_with_its_place() {
    written();
    KeyValueStore<Bytes, byte[]> again = opened();
    assertThat(again.get(key(7))).isEqualTo(value(7));
    assertThat(again.committedOffset(CHANGELOG)).isEqualTo(ROWS);
    again.close();
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void what_cannot_be_opened_starts_empty_and_without_a_place(Damage damage) throws IOException {
    written();
    Path file = file(damage.file);
    if (damage.left == 0) {
      Files.delete(file);
    } else {
      try (var channel = new RandomAccessFile(file.toFile(), "rw")) {
        channel.setLength(channel.length() / damage.left);
      }
    }
    KeyValueStore<Bytes, byte[]> again = opened();
    assertThat(again.committedOffset(CHANGELOG)).isNull();
    assertThat(again.get(key(7))).isNull();
    again.put(key(7), value(8));
    assertThat(again.get(key(7))).isEqualTo(value(8));
    again.close();
  }

  @Test
  void what_another_holds_is_not_touched() {
    written();
    KeyValueStore<Bytes, byte[]> holder = opened();
    assertThatThrownBy(this::opened).isInstanceOf(ProcessorStateException.class);
    assertThat(holder.get(key(7))).isEqualTo(value(7));
    holder.close();
  }

  private void written() {
    KeyValueStore<Bytes, byte[]> store = opened();
    for (int i = 0; i < ROWS; i++) {
      store.put(key(i), value(i));
    }
    store.commit(Map.of(CHANGELOG, (long) ROWS));
    store.close();
  }

  private KeyValueStore<Bytes, byte[]> opened() {
    var properties = new Properties();
    properties.put("application.id", "app");
    properties.put("bootstrap.servers", "nowhere:1");
    var context =
        new MockProcessorContext<@Nullable Void, @Nullable Void>(
            properties, new TaskId(0, 0), directory.toFile());
    KeyValueStore<Bytes, byte[]> store = Stores.ROCKSDB.supplier(NAME).get();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  /// The largest: tables of the rows rather than of the place.
  private Path file(String part) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> found = all.filter(file -> file.toString().contains(part)).toList();
      return Collections.max(found, Comparator.comparingLong(file -> file.toFile().length()));
    }
  }

  private static Bytes key(int i) {
    return Bytes.wrap(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] value(int i) {
    return ("value " + i).repeat(3).getBytes(StandardCharsets.UTF_8);
  }
}
