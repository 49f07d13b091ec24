package orders.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orders.cli.ExitCodes;
import orders.cli.Main;
import orders.contract.ConfluentDialect;
import orders.contract.Dialect;
import orders.contract.Topics;
import orders.contract.registry.MemoryRegistry;
import orders.contract.registry.RegistryServer;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An archive is whole only with the schemas that its values name, wherever those are kept.
class ArchiveVerificationTest {

  private static final int ID = 7;

  @TempDir Path folder;
  private final MemoryRegistry registry = new MemoryRegistry();
  private final Optional<Dialect<?>> elsewhere = Optional.of(new ConfluentDialect(registry));
  private ArchiveFiles files;

  @BeforeEach
  void archive() throws IOException {
    files = ArchiveLocation.open(folder.toString(), Optional.empty());
    for (String topic : ArchivedTopics.all()) {
      var chain = Chain.begin(topic, 0, 1, "id-of-" + topic, 0);
      try (var writer = new ArchiveWriter(files, chain, 1_000)) {
        if (!topic.equals(Topics.SCHEMAS)) {
          writer.add(new ArchivedRecord(0, 1, null, new byte[] {0, 0, 0, 0, ID}, List.of()));
        }
        Chain _ = writer.end(1);
      }
    }
  }

  @Test
  void what_names_schemas_of_a_registry_elsewhere_is_whole_with_that_registry() {
    registerUpTo(ID);
    List<Archive.Part> told = new ArrayList<>();
    new ArchiveVerification(files, elsewhere).run(told::add);
    assertThat(told).hasSameSizeAs(ArchivedTopics.all());
    assertThatThrownBy(() -> new ArchiveVerification(files).run(part -> {}))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining("[" + ID + "]");
  }

  @Test
  void the_command_asks_the_registry_of_the_settings(@TempDir Path directory) throws IOException {
    try (var server = RegistryServer.start(0, registry)) {
      Path settings = directory.resolve("client.properties");
      Files.writeString(settings, "schema.registry.url=" + server.url() + "\n");
      String[] verify = {"archive", folder.toString(), "--verify", "--config-file=" + settings};
      assertThat(Main.line().execute(verify)).isEqualTo(ExitCodes.CONFLICT);
      registerUpTo(ID);
      assertThat(Main.line().execute(verify)).isEqualTo(ExitCodes.OK);
    }
  }

  private void registerUpTo(int last) {
    for (int id = 1; id <= last; id++) {
      int _ = registry.register("s" + id, Schema.createFixed("F" + id, null, null, 1));
    }
  }

  @Test
  void what_that_registry_does_not_know_is_named() {
    assertThatThrownBy(() -> new ArchiveVerification(files, elsewhere).run(part -> {}))
        .isInstanceOf(BrokenArchive.class)
        .hasMessageContaining("[" + ID + "]");
  }
}
