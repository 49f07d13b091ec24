package orders.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orders.cli.ExitCodes;
import orders.cli.Main;
import org.junit.jupiter.api.Test;

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
    // Where modules are not packed yet, their classes lie in folders, which no archive knows.
    List<String> fromJars =
        said.lines().filter(line -> line.matches(".* source: file:.*[.]jar")).toList();
    List<String> archived =
        said.lines().filter(line -> line.contains("source: shared objects file")).toList();
    assertThat(archived).anyMatch(line -> line.contains("picocli.CommandLine "));
    assertThat(fromJars.size() * 20).as("classes beside it").isLessThan(archived.size());
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
