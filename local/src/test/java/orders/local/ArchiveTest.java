package orders.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import orders.archive.Archive;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.ArchiveVerification;
import orders.archive.BrokenArchive;
import orders.archive.Restore;
import orders.contract.BundledSchemas;
import orders.contract.Topics;
import orders.contract.registry.SchemaLog;
import orders.kafka.ClientProperties;
import orders.replay.LogReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the event topics is archived byte for byte, and what is not whole is not restored.
class ArchiveTest {

  private static final long SMALL = 300;

  @TempDir static Path directory;
  @TempDir Path folder;
  private static TestCluster full;
  private static int schema;
  private ArchiveFiles files;

  @BeforeAll
  static void fill() {
    full = TestCluster.start(directory.resolve("full"), 4);
    schema = registered(full);
    write(full, 0, 200);
  }

  @AfterAll
  static void stop() {
    full.close();
  }

  @BeforeEach
  void open() {
    files = ArchiveLocation.open(folder.toString(), Optional.empty());
  }

  @Test
  void what_was_archived_comes_back_as_it_was_and_only_what_is_committed() {
    List<Archive.Part> parts = archive(files);
    assertThat(parts).anyMatch(part -> part.files() > 3);
    assertThat(parts.stream().mapToLong(Archive.Part::records).sum())
        .isEqualTo(schemas(full) + 200);
    new ArchiveVerification(files).run(part -> {});
    try (TestCluster empty = TestCluster.start(directory.resolve("empty"), 4)) {
      new Restore(empty.connection(), files).run(false, part -> {});

      assertThat(contents(empty)).isEqualTo(contents(full));
      assertThat(registered(empty)).isEqualTo(schema);
      assertThatThrownBy(() -> new Restore(empty.connection(), files).run(false, part -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
      new Restore(empty.connection(), files).run(true, part -> assertThat(part.added()).isZero());
      write(empty, 1_000, 1);
      assertThatThrownBy(() -> new Restore(empty.connection(), files).run(true, part -> {}))
          .hasMessageContaining("not the beginning");
      assertThatThrownBy(() -> archive(empty, files)).hasMessageContaining("choose another place");
    }
  }

  @Test
  void a_restore_that_dies_is_gone_on_with() {
    archive(files);
    try (TestCluster empty = TestCluster.start(directory.resolve("died"), 4)) {
      assertThatThrownBy(
              () ->
                  new Restore(empty.connection(), files)
                      .run(false, part -> dieAt(part, Topics.ORDERS_EVENTS, 2)))
          .isInstanceOf(Died.class);
      assertThat(contents(empty)).hasSizeLessThan(contents(full).size());

      new Restore(empty.connection(), files).run(true, part -> {});

      assertThat(contents(empty)).isEqualTo(contents(full));
    }
  }

  @Test
  void an_archive_that_dies_goes_on_where_its_chain_ends() {
    var dying = new Dying(files, 9);
    assertThatThrownBy(() -> archive(dying)).isInstanceOf(Died.class);

    archive(files);
    new ArchiveVerification(files).run(part -> {});
    assertThat(archive(files)).allMatch(part -> part.added() == 0);
  }

  @Test
  void a_file_that_is_changed_missing_or_in_anothers_place_breaks_the_chain() throws IOException {
    archive(files);
    List<Path> chain = chain(Topics.ORDERS_EVENTS);
    Path second = chain.get(1);
    byte[] bytes = Files.readAllBytes(second);

    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Files.write(second, flipped);
    broken("");
    Files.write(second, Files.readAllBytes(chain.get(2)));
    broken("orders.from");
    Files.delete(second);
    broken("missing");
    Files.write(second, bytes);
    new ArchiveVerification(files).run(part -> {});

    Path list = second.resolveSibling("chain.json");
    Files.writeString(
        list,
        Files.readString(list)
            .replace(name(chain.get(1)), "swapped")
            .replace(name(chain.get(2)), name(chain.get(1)))
            .replace("swapped", name(chain.get(2))));
    broken("orders.");
  }

  @Test
  void another_number_of_partitions_is_refused_before_anything_is_written() {
    archive(files);
    try (TestCluster other = TestCluster.start(directory.resolve("other"), 3)) {
      assertThatThrownBy(() -> new Restore(other.connection(), files).run(false, part -> {}))
          .hasMessageContaining("3 partitions");
      assertThat(schemas(other)).isZero();
    }
  }

  private void broken(String why) {
    assertThatThrownBy(() -> new ArchiveVerification(files).run(part -> {}))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining(why);
  }

  private List<Path> chain(String topic) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(topic))) {
      List<Path> sorted = all.filter(file -> file.toString().endsWith(".avro")).sorted().toList();
      Optional<Path> first = Optional.ofNullable(sorted.getFirst().getParent());
      return sorted.stream().filter(file -> first.map(file::startsWith).orElse(false)).toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Archive.Part> archive(ArchiveFiles files) {
    return archive(full, files);
  }

  private static List<Archive.Part> archive(TestCluster cluster, ArchiveFiles files) {
    List<Archive.Part> parts = new ArrayList<>();
    new Archive(cluster.connection(), files, SMALL).run(parts::add);
    return parts;
  }

  private static int registered(TestCluster cluster) {
    try (var registry = new SchemaLog(cluster.connection().common())) {
      String name = "orders.contract.order.event.OrderPlaced";
      return registry.register(name, BundledSchemas.schema(BundledSchemas.type(name)));
    }
  }

  /// Transactions of ten records, every other one of which is aborted and written again.
  private static void write(TestCluster cluster, int first, int records) {
    Map<String, Object> properties =
        ClientProperties.transactional(cluster.connection(), "test", "test");
    try (var producer = new KafkaProducer<String, byte[]>(properties)) {
      producer.initTransactions();
      for (int from = first; from < first + records; from += 10) {
        if (from % 20 == 0) {
          producer.beginTransaction();
          Future<?> _ = producer.send(record(from));
          producer.abortTransaction();
        }
        producer.beginTransaction();
        for (int i = from; i < Math.min(from + 10, first + records); i++) {
          Future<?> _ = producer.send(record(i));
        }
        producer.commitTransaction();
      }
    }
  }

  /// Keys, values and headers of all kinds: none, empty, twice under a name, any bytes.
  private static ProducerRecord<String, byte[]> record(int i) {
    String topic = i % 3 == 0 ? Topics.STOCK_EVENTS : Topics.ORDERS_EVENTS;
    byte[] value = new byte[5 + i % 50];
    value[4] = (byte) schema;
    value[value.length - 1] = (byte) (value.length == 5 ? schema : i);
    String key = i % 7 == 0 ? null : "key-" + i;
    var record = new ProducerRecord<>(topic, i % 4, 1_700_000_000_000L + i, key, value);
    record.headers().add("twice", "one".getBytes(UTF_8)).add("twice", new byte[] {(byte) 0xff});
    record.headers().add("none", null).add("empty", new byte[0]);
    return record;
  }

  private static long schemas(TestCluster cluster) {
    return read(cluster, new TopicPartition(Topics.SCHEMAS, 0)).size();
  }

  /// Everything but the offsets.
  private static List<String> contents(TestCluster cluster) {
    List<String> contents = new ArrayList<>(read(cluster, new TopicPartition(Topics.SCHEMAS, 0)));
    for (String topic : List.of(Topics.ORDERS_EVENTS, Topics.STOCK_EVENTS)) {
      for (int partition = 0; partition < 4; partition++) {
        contents.addAll(read(cluster, new TopicPartition(topic, partition)));
      }
    }
    return contents;
  }

  private static List<String> read(TestCluster cluster, TopicPartition partition) {
    List<String> records = new ArrayList<>();
    LogReader.<String>read(
        ClientProperties.reader(cluster.connection(), "test"),
        partition,
        OptionalLong.empty(),
        Long.MAX_VALUE,
        record -> records.add(text(record)));
    return records;
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    var text = new StringBuilder(record.topic()).append(record.partition());
    text.append(' ').append(record.timestamp()).append(' ').append(record.key()).append(' ');
    text.append(java.util.Arrays.toString(record.value()));
    for (Header header : record.headers()) {
      text.append(header.key()).append(java.util.Arrays.toString(header.value()));
    }
    return text.toString();
  }

  private static final class Died extends RuntimeException {
    Died() {
      super("died");
    }
  }

  private static void dieAt(Archive.Part part, String topic, int partition) {
    if (part.topic().equals(topic) && part.partition() == partition) {
      throw new Died();
    }
  }

  /// Dies before a file of this number is written.
  private static final class Dying implements ArchiveFiles {
    private final ArchiveFiles files;
    private int left;

    Dying(ArchiveFiles files, int puts) {
      this.files = files;
      this.left = puts;
    }

    @Override
    public void put(String name, Path file) {
      if (left-- == 0) {
        throw new Died();
      }
      files.put(name, file);
    }

    @Override
    public Optional<InputStream> open(String name) {
      return files.open(name);
    }

    @Override
    public void close() {
      files.close();
    }
  }
}
