package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import orders.cli.ExitCodes;
import orders.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes start from an archive of classes. One that does not fit makes a start slower, and
/// nothing else says so.
class ClassArchiveTest {

  @Test
  void a_process_starts_from_it() throws Exception {
    Process java =
        JavaProcess.of(
                List.of("-Xshare:on", "-Xlog:class+load", "-XX:+UseSerialGC"),
                Main.class,
                List.of("replay", "--no-such-option"))
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(said).isEqualTo(ExitCodes.USAGE);
    LoadedClasses loaded = LoadedClasses.of(said);
    assertThat(loaded.archived()).contains("picocli.CommandLine");
    loaded.assertFresh();
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_broker_starts_from_it(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("loaded");
    Path errors = directory.resolve("errors");
    Process broker =
        JavaProcess.of(
                List.of("-Xlog:class+load:file=" + log, "-XX:+UseSerialGC"),
                BrokerMain.class,
                List.of(directory.resolve("kafka").toString(), "1"))
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(broker.inputReader().lines().anyMatch(said -> said.startsWith(BrokerMain.READY)))
          .as(Files.readString(errors))
          .isTrue();
    } finally {
      broker.destroyForcibly().waitFor();
    }
    LoadedClasses loaded = LoadedClasses.of(Files.readString(log));
    loaded.writeIfWanted(
        Path.of("src/main/resources/orders/local/broker-classes"),
        Set.copyOf(Files.readAllLines(Path.of("../streams-apps/src/image/classes"))));
    loaded.assertFresh();
  }

  @Test
  void jars_come_before_folders_and_by_name() {
    var entries = new ArrayList<String>();
    for (String entry : List.of("/x/target/classes", "/b/one.jar", "/a/two.jar", "/x/extra")) {
      entries.add(entry.replace('/', File.separatorChar));
    }
    assertThat(ClassArchive.ordered(String.join(File.pathSeparator, entries)))
        .containsExactly(entries.get(1), entries.get(2), entries.get(0), entries.get(3));
  }
}
