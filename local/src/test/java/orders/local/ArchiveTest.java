package orders.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orders.archive.Actors;
import orders.archive.Archive;
import orders.archive.ArchiveFiles;
import orders.archive.ArchiveLocation;
import orders.archive.ArchiveVerification;
import orders.archive.BrokenArchive;
import orders.archive.Restore;
import orders.codec.Codecs;
import orders.contract.Apps;
import orders.contract.Topics;
import orders.contract.WireFormat;
import orders.contract.registry.MemoryRegistry;
import orders.engine.Codec;
import orders.engine.Progress;
import orders.kafka.StartupGuard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the event topics is archived byte for byte, and what is not whole is not restored.
class ArchiveTest {

  private static final Codec<Progress.Mark> MARKS =
      Codecs.over(new WireFormat(new MemoryRegistry())).marks();

  private static final long SMALL = 300;
  private static final int FLIPS = 25;

  @TempDir static Path directory;
  @TempDir Path folder;
  private static TestCluster full;
  private static int schema;
  private ArchiveFiles files;

  @BeforeAll
  static void fill() {
    full = TestCluster.start(directory.resolve("full"), 4);
    schema = OddRecords.registered(full);
    OddRecords.write(full, schema, 0, 200);
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
  void what_was_archived_comes_back_as_it_was_also_through_a_restore_that_dies() {
    List<Archive.Part> parts = archive(files);
    assertThat(parts).anyMatch(part -> part.files() > 3);
    assertThat(parts.stream().mapToLong(Archive.Part::records).sum())
        .isEqualTo(OddRecords.schemas(full) + 200);
    new ArchiveVerification(files).run(part -> {});
    try (TestCluster empty = TestCluster.start(directory.resolve("empty"), 4)) {
      assertThatThrownBy(
              () ->
                  new Restore(empty.connection(), files)
                      .run(false, part -> dieAt(part, Topics.ORDERS_EVENTS, 2)))
          .isInstanceOf(Died.class);
      assertThat(OddRecords.contents(empty)).hasSizeLessThan(OddRecords.contents(full).size());
      new Restore(empty.connection(), files).run(true, part -> {});

      assertThat(OddRecords.contents(empty)).isEqualTo(OddRecords.contents(full));
      assertThat(OddRecords.registered(empty)).isEqualTo(schema);
      try (var here = new Actors(full.connection());
          var there = new Actors(empty.connection())) {
        Actors.all().forEach(service -> there.guard(service, MARKS));
        assertThatThrownBy(() -> here.guard(Apps.BILLING_SERVICE, MARKS))
            .isInstanceOf(StartupGuard.Refused.class)
            .hasMessageContaining("has no place in orders.events");
      }
      assertThatThrownBy(() -> new Restore(empty.connection(), files).run(false, part -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
      new Restore(empty.connection(), files).run(true, part -> assertThat(part.added()).isZero());
      OddRecords.write(empty, schema, 1_000, 1);
      assertThatThrownBy(() -> new Restore(empty.connection(), files).run(true, part -> {}))
          .hasMessageContaining("not the beginning");
      assertThatThrownBy(() -> archive(empty, files)).hasMessageContaining("choose another place");
    }
  }

  @Test
  void an_archive_that_dies_goes_on_where_its_chain_ends() {
    var dying = new DyingFiles(files, 9);
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

    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = bytes.clone();
      flipped[i * bytes.length / FLIPS] ^= 1;
      Files.write(second, flipped);
      broken(Topics.ORDERS_EVENTS);
    }
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
      assertThat(OddRecords.schemas(other)).isZero();
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

  static final class Died extends RuntimeException {
    Died() {
      super("died");
    }
  }

  private static void dieAt(Archive.Part part, String topic, int partition) {
    if (part.topic().equals(topic) && part.partition() == partition) {
      throw new Died();
    }
  }
}
